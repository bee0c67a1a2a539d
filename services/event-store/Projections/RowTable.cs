using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Npgsql;

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
    private readonly string load;
    private readonly string save;
    private readonly string delete;
    private readonly string locks;

    public RowTable(string name, IReadOnlyList<string> key)
    {
        (Name, this.key) = (name, key);
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
        object?[] values = value is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(place => tuple[place])] : [value];
        if (values.Length == key.Count - 1 && key[0] == "tenant_id")
            values = [stored.Stream.Tenant, .. values];
        if (values.Length != key.Count)
            throw new InvalidOperationException($"A key of {Name} has {key.Count} columns ({string.Join(", ", key)}), not {values.Length}.");
        var json = new JsonObject();
        for (var place = 0; place < values.Length; place++)
            json[key[place]] = JsonSerializer.SerializeToNode(values[place], values[place]?.GetType() ?? typeof(object), Json);
        return json.ToJsonString();
    }

    /// <summary>
    /// Loads the rows that are there, and keeps other writers away from all keys until the transaction ends, rows that are not there yet
    /// included: two inline writers of one row must not each fold from the old one.
    /// </summary>
    public async Task<Dictionary<string, TRow>> LoadAsync(List<string> keys, NpgsqlConnection connection, CancellationToken ct)
    {
        var found = new Dictionary<string, TRow>(StringComparer.Ordinal);
        await using var batch = connection.CreateBatch()
            .Then(locks, "rows." + Name, keys.Count <= KeysToLockOneByOne ? keys.ToArray() : null)
            .Then(load, new Statement.Json(Array(keys)));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct))
            found[keys[(int)rows.GetInt64(0) - 1]] = JsonSerializer.Deserialize<TRow>(rows.GetFieldValue<byte[]>(1), Json)!;
        return found;
    }

    public async Task SaveAsync(IReadOnlyList<TRow> changed, IReadOnlyList<string> gone, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        if (changed.Count > 0)
            batch.Then(save, new Statement.Json(JsonSerializer.Serialize(changed, Json)));
        if (gone.Count > 0)
            batch.Then(delete, new Statement.Json(Array(gone)));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task ClearAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // delete, not truncate: readers go on seeing the rows until the replay commits
        await using var command = new NpgsqlCommand($"delete from {Name}", connection);
        await command.ExecuteNonQueryAsync(ct);
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
