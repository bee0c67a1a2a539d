namespace Cohesion.EventStore;

/// <summary>The rows of a replay: kept while there is room, written when there is none left, and loaded only when they have been written before.</summary>
internal sealed class RowReplay<TRow>(Projection<TRow> projection, RowTable<TRow> table) : IRowReplay
    where TRow : class
{
    private const int RowsKept = 100_000;
    private const int RowsAStatement = 5_000;
    private readonly Dictionary<string, TRow?> rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private bool someWritten;

    public async Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, CancellationToken ct)
    {
        var changes = projection.ChangesOf(events);
        if (someWritten && changes.Select(change => change.Key).Where(key => !rows.ContainsKey(key)).Distinct(StringComparer.Ordinal).ToList() is [_, ..] missing)
        {
            foreach (var (key, row) in await table.LoadBesideAsync(missing, connection, ct))
                rows[key] = row;
        }

        foreach (var (key, fold) in changes)
        {
            rows[key] = fold(rows.GetValueOrDefault(key));
            changed.Add(key);
        }

        if (rows.Count > RowsKept)
        {
            await FlushAsync(connection, ct);
            rows.Clear();
        }
    }

    public async Task FlushAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var part in changed.Chunk(RowsAStatement))
        {
            await using var save = connection.CreateBatch();
            table.Save(save, [.. part.Select(key => rows[key]).OfType<TRow>()], someWritten ? [.. part.Where(key => rows[key] is null)] : []);
            await Statement.ExecuteAsync(save, ct);
        }

        someWritten |= changed.Count > 0;
        changed.Clear();
    }
}
