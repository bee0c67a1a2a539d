using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cohesion.EventStore;

/// <summary>
/// Rows in and out of a table as JSON: <c>to_jsonb</c> reads them, <c>jsonb_populate_recordset</c> writes them, so that every column type PostgreSQL can
/// read from JSON (arrays, dates, uuids, jsonb) works without a mapping. A key is its JSON text.
/// </summary>
internal sealed class RowTable<TRow>
    where TRow : class
{
    private const int KeysToLockOneByOne = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DropComputed } },
    };

    private readonly IReadOnlyList<string> key;
    private readonly JsonEncodedText[] encoded;
    private readonly string load;
    private readonly string save;
    private readonly string delete;
    private readonly string locks;

    public RowTable(string name, IReadOnlyList<string> key)
    {
        (Name, this.key, encoded) = (name, key, [.. key.Select(column => JsonEncodedText.Encode(column))]);
        var columns = Json.GetTypeInfo(typeof(TRow)).Properties.Select(property => property.Name).ToList();
        if (key.Except(columns, StringComparer.Ordinal).ToList() is [_, ..] missing)
            throw new InvalidOperationException($"{typeof(TRow).Name} has no property for {string.Join(", ", missing)}, the key of {name}.");
        load = Fill("Projections.LoadRows.sql", columns);
        save = Fill("Projections.SaveRows.sql", columns);
        delete = Fill("Projections.DeleteRows.sql", columns);
        locks = new Embedded("").Own("Projections.LockKeys.sql");
    }

    public string Name { get; }

    public string Key(object value, StoredEvent stored)
    {
        var tuple = value as ITuple;
        var given = tuple?.Length ?? 1;
        var isTenants = given == key.Count - 1 && key[0] == "tenant_id";
        if (given != key.Count && !isTenants)
            throw new InvalidOperationException($"A key of {Name} has {key.Count} columns ({string.Join(", ", key)}), not {given}.");
        var text = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (isTenants)
                json.WriteString(encoded[0], stored.Stream.Tenant.Value);
            for (var place = 0; place < given; place++)
            {
                json.WritePropertyName(encoded[isTenants ? place + 1 : place]);
                Write(json, tuple is null ? value : tuple[place]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>
    /// Adds what keeps other writers away from all keys until the transaction ends, rows that are not there yet included (two inline writers of one
    /// row must not each fold from the old one), and then what reads the rows.
    /// </summary>
    public void Load(NpgsqlBatch batch, List<string> keys) =>
        batch.Then(locks, Name, new Statement.Texts(keys.Count <= KeysToLockOneByOne ? [.. keys] : null)).Then(load, new Statement.Json(Array(keys)));

    /// <summary>Loads the rows of a table that nobody else writes.</summary>
    public async Task<Dictionary<string, TRow>> LoadBesideAsync(List<string> keys, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch().Then(load, new Statement.Json(Array(keys)));
        await batch.PrepareAsync(ct);
        await using var results = await batch.ExecuteReaderAsync(ct);
        return await ReadAsync(keys, results, ct);
    }

    /// <summary>Reads the rows that are there, and goes on to the next result.</summary>
    public async Task<Dictionary<string, TRow>> ReadAsync(List<string> keys, NpgsqlDataReader results, CancellationToken ct)
    {
        var found = new Dictionary<string, TRow>(StringComparer.Ordinal);
        while (await results.ReadAsync(ct))
            found[keys[(int)results.GetInt64(0) - 1]] = JsonSerializer.Deserialize<TRow>(results.GetFieldValue<byte[]>(1), Json)!;
        await results.NextResultAsync(ct); // a connection that is lost here says so here
        return found;
    }

    /// <summary>Adds what writes and deletes these rows.</summary>
    public void Save(NpgsqlBatch batch, IReadOnlyList<TRow> changed, IReadOnlyList<string> gone)
    {
        if (changed.Count > 0)
            batch.Then(save, new Statement.Json(JsonSerializer.Serialize(changed, Json)));
        if (gone.Count > 0)
            batch.Then(delete, new Statement.Json(Array(gone)));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            default:
                JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object), Json);
                break;
        }
    }

    private static void DropComputed(JsonTypeInfo type)
    {
        foreach (var computed in type.Properties.Where(property => property is { Set: null, AssociatedParameter: null }).ToList())
            type.Properties.Remove(computed);
    }

    private static string Array(IEnumerable<string> keys) => $"[{string.Join(',', keys)}]";

    private string Fill(string file, List<string> columns) => new Embedded("").Own(file)
        .Replace("{table}", Name, StringComparison.Ordinal)
        .Replace("{columns}", string.Join(", ", columns), StringComparison.Ordinal)
        .Replace("{keys}", string.Join(", ", key), StringComparison.Ordinal)
        .Replace("{match}", string.Join(" and ", key.Select(column => $"t.{column} = wanted.{column}")), StringComparison.Ordinal)
        .Replace("{assignments}", string.Join(", ", columns.Select(column => $"{column} = excluded.{column}")), StringComparison.Ordinal);
}
