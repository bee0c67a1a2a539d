namespace Cohesion.EventStore;

/// <summary>
/// The read models that follow some appends in their transaction. Which rows that concerns is known before the streams are taken, so that rows and
/// streams are taken in one round trip; a row of an append that is then refused has been locked for nothing.
/// </summary>
internal sealed class InlineProjections
{
    private readonly Shard shard;
    private readonly IReadOnlyList<IProjection> projections;
    private readonly IReadOnlyList<StoredEvent> asked;
    private readonly Dictionary<IProjection, IRowChanges> rows = [];

    public InlineProjections(Shard shard, IReadOnlyList<Append> appends, DateTimeOffset at)
    {
        (this.shard, projections) = (shard, shard.Inline(appends));
        asked = projections.Count == 0 ? [] : [.. appends.SelectMany(append => append.Stored(0, at, default))];
    }

    /// <summary>Adds what keeps the read models from being replaced meanwhile, and what takes their rows.</summary>
    public void Take(NpgsqlBatch batch)
    {
        if (projections.Count == 0)
            return;
        var names = projections.Select(projection => projection.Name).ToArray();
        batch.Then(shard.Own("Projections.ShareProjections.sql"), (object)names);
        batch.Then(shard.Own("Projections.SupersededProjections.sql"), names, projections.Select(projection => projection.Version).ToArray());
        foreach (var projection in projections)
        {
            if ((projection as IRowProjection)?.Concern(HandledBy(projection, asked), batch) is { } changes)
                rows.Add(projection, changes);
        }
    }

    /// <summary>Reads the answers to <see cref="Take"/>.</summary>
    /// <exception cref="StoreUnavailableException">A replica of a newer release has replaced one of the read models.</exception>
    public async Task ReadAsync(NpgsqlDataReader results, CancellationToken ct)
    {
        if (projections.Count == 0)
            return;
        if (await results.NextResultAsync(ct) && await results.ReadAsync(ct))
            throw StoreUnavailableException.Superseded(results.GetString(0));
        await results.NextResultAsync(ct);
        foreach (var projection in projections)
        {
            if (rows.TryGetValue(projection, out var changes))
                await changes.ReadAsync(results, ct);
        }
    }

    /// <summary>Folds what was not refused, and adds to <paramref name="put"/> what saves it; a projection that is no rows writes at once.</summary>
    public async Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlBatch put, CancellationToken ct)
    {
        foreach (var projection in projections)
        {
            var handled = HandledBy(projection, events);
            if (rows.TryGetValue(projection, out var changes))
                changes.Save(handled, put);
            else if (projection is not IRowProjection)
                await projection.ApplyAsync(handled, connection, transaction, ct);
        }
    }

    private static StoredEvent[] HandledBy(IProjection projection, IReadOnlyList<StoredEvent> events) =>
        [.. events.Where(@event => projection.Handles.Contains(@event.Data.GetType()))];
}
