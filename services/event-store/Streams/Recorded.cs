using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.EventStore;

/// <summary>Reads rows of <c>mt_events</c>; every query that feeds it selects the same columns in the same order.</summary>
internal static partial class Recorded
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Null for an event the reader did not ask the data of; what is sealed is still to be opened (<see cref="Opening"/>).</summary>
    public static StoredEvent? Read(NpgsqlDataReader row, EventTypes types)
    {
        if (row.IsDBNull(4))
            return null;
        var (id, stream, type) = (row.GetGuid(1), new StreamKey(new Tenant(row.GetString(7)), row.GetString(2)), row.GetString(5));
        return new StoredEvent(
            row.GetInt64(0),
            id,
            stream,
            row.GetInt64(3),
            types.Read(type, row.GetFieldValue<byte[]>(4), stream, id),
            type,
            row.GetFieldValue<DateTimeOffset>(6),
            row.IsDBNull(8) ? null : row.GetString(8),
            row.IsDBNull(9) ? null : row.GetString(9),
            row.IsDBNull(10) ? NoHeaders : ReadHeaders(row.GetFieldValue<byte[]>(10)));
    }

    public static string WriteHeaders(IReadOnlyDictionary<string, string> headers) =>
        JsonSerializer.Serialize(headers, HeadersJson.Default.IReadOnlyDictionaryStringString);

    // Marten's users may have put any JSON value into a header; ours are texts.
    private static Dictionary<string, string> ReadHeaders(byte[] json) =>
        JsonSerializer.Deserialize(json, HeadersJson.Default.DictionaryStringJsonElement)?
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.Ordinal) ?? NoHeaders;

    [JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
    [JsonSerializable(typeof(Dictionary<string, JsonElement>))]
    private sealed partial class HeadersJson : JsonSerializerContext;
}
