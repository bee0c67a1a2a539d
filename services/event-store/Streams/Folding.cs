using System.Text.Json;

namespace Cohesion.EventStore;

/// <summary>Makes the state of a stream from its events, from a snapshot on where there is one that fits.</summary>
internal static class Folding
{
    /// <summary>With <paramref name="keep"/> a state that took long to fold is kept for the next load.</summary>
    public static async Task<(TState State, long Version)> RunAsync<TState>(
        Shard shard, NpgsqlConnection connection, Aggregate<TState> aggregate, StreamKey stream, bool keep, CancellationToken ct)
    {
        if (aggregate.Snapshots is not { } snapshots)
        {
            await using var all = connection.Command(shard.Own("Streams.FoldStream.sql"), stream.Tenant.Value, stream.Id);
            var (whole, last, _) = await FoldAsync(shard, all, aggregate, stream, ct);
            return (whole, last);
        }

        await using var command = connection.Command(shard.Own("Streams.FoldFromSnapshot.sql"), stream.Tenant.Value, stream.Id, aggregate.Alias, snapshots.Shape);
        var (state, version, folded) = await FoldAsync(shard, command, aggregate, stream, ct);
        if (keep && folded >= snapshots.Every)
        {
            await using var toWrite = await shard.OpenForWorkAsync(ct);
            await toWrite.RunAsync(
                shard.Own("Streams.KeepSnapshot.sql"), ct, stream.Tenant.Value, stream.Id, aggregate.Alias, snapshots.Shape, version, new Statement.Json(JsonSerializer.Serialize(state, snapshots.Json)));
        }

        return (state, version);
    }

    /// <summary>
    /// Rows are version, type, data and id; a snapshot comes first and has no type. Where there are personal texts nothing counts as folded, so that the
    /// state is not kept.
    /// </summary>
    private static async Task<(TState State, long Version, int Folded)> FoldAsync<TState>(
        Shard shard, NpgsqlCommand command, Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct)
    {
        await command.PrepareAsync(ct);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (state, version, folded, fromSealed) = (aggregate.Initial, 0L, 0, (List<object>?)null);
        while (await rows.ReadAsync(ct))
        {
            version = rows.GetInt64(0);
            if (rows.IsDBNull(1))
            {
                state = JsonSerializer.Deserialize(rows.GetFieldValue<byte[]>(2), aggregate.Snapshots!.Json)!;
                continue;
            }

            var data = shard.Types.Read(rows.GetString(1), rows.GetFieldValue<byte[]>(2), stream, rows.GetGuid(3));
            if (data is SealedEvent || fromSealed is not null)
                (fromSealed ??= []).Add(data);
            else
                state = aggregate.Evolve(state, data);
            folded++;
        }

        if (fromSealed is null)
            return (state, version, folded);
        await Opening.OpenAsync(shard, fromSealed, ct);
        return (fromSealed.Aggregate(state, aggregate.Evolve), version, 0);
    }
}
