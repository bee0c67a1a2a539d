namespace Cohesion.EventStore;

/// <summary>Rows of one table that some events concern, in the order of their keys, so that writers of the same rows queue without deadlock.</summary>
internal sealed class RowChanges<TRow>(Projection<TRow> projection, RowTable<TRow> table, List<string> keys) : IRowChanges
    where TRow : class
{
    private Dictionary<string, TRow> before = [];

    public async Task ReadAsync(NpgsqlDataReader results, CancellationToken ct)
    {
        await results.NextResultAsync(ct); // past the locks
        before = await table.ReadAsync(keys, results, ct);
    }

    public void Save(IReadOnlyList<StoredEvent> events, NpgsqlBatch save)
    {
        var after = new Dictionary<string, TRow?>(StringComparer.Ordinal);
        foreach (var (key, fold) in projection.ChangesOf(events))
        {
            if (keys.BinarySearch(key, StringComparer.Ordinal) < 0)
                throw new InvalidOperationException($"A key of {table.Name} depends on the version of an event in its stream.");
            after[key] = fold(after.TryGetValue(key, out var row) ? row : before.GetValueOrDefault(key));
        }

        var touched = keys.Where(after.ContainsKey).ToList();
        table.Save(save, [.. touched.Select(key => after[key]).OfType<TRow>()], [.. touched.Where(key => after[key] is null && before.ContainsKey(key))]);
    }
}
