using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// Empties a read model and replays it in one transaction: readers see the old rows until it commits. An async projection's follower waits at the
/// checkpoint row, an inline projection's writers at its lock; nobody else waits.
/// </summary>
internal static class Rebuild
{
    private const int EventsAPage = 1_000;

    public static async Task RunAsync(Store store, IProjection projection, Lifecycle lifecycle, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await TakeAsync(store, projection, lifecycle, connection, ct);
        await projection.ResetAsync(connection, transaction, ct);
        var position = await ReplayAsync(store, projection, connection, transaction, ct);
        if (lifecycle is Lifecycle.Async)
            await Checkpoint.MoveAsync(store, connection, Checkpoint.NameOf(projection), 0, position, ct);
    }

    /// <summary>Makes writers and the follower of this projection wait until the transaction ends, and its checkpoint start over.</summary>
    public static async Task TakeAsync(Store store, IProjection projection, Lifecycle lifecycle, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = connection.CreateBatch()
            .Then(store.Own("Projections.TakeProjection.sql"), projection.Name)
            .Then(store.Own("Following.ResetCheckpoint.sql"), lifecycle is Lifecycle.Async ? Checkpoint.NameOf(projection) : null);
        await take.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Applies every event; gives the position of the last.</summary>
    public static async Task<long> ReplayAsync(Store store, IProjection projection, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        long position = 0;
        var aliases = store.Types.AliasesOf(projection.Handles);
        while (await Page.ReadAsync(store, connection, position, EventsAPage, aliases, ct) is { Count: > 0 } page)
        {
            if (page.Events.Count > 0)
                await projection.ApplyAsync(page.Events, connection, transaction, ct);
            position = page.Last;
        }

        return position;
    }
}
