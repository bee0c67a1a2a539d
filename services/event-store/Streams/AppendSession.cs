namespace Cohesion.EventStore;

/// <summary>
/// A connection that the writers keep, because one from the pool would be reset each time. Where no read model follows in the transaction, everything
/// is one statement. PostgreSQL then need not look for the stream of each event, as a foreign key's trigger does: the statement has just taken that
/// row, and holds it until the commit (<c>LeaveForeignKey.sql</c>).
/// </summary>
internal sealed class AppendSession : IAsyncDisposable
{
    private readonly Shard shard;
    private readonly NpgsqlConnection connection;
    private readonly bool isFollowed;
    private NpgsqlBatch? alone;

    private AppendSession(Shard shard, NpgsqlConnection connection, bool isFollowed) =>
        (this.shard, this.connection, this.isFollowed) = (shard, connection, isFollowed);

    /// <summary>False once it has been lost, which nobody is told of while a transaction rolls back.</summary>
    public bool IsSound => connection.FullState is System.Data.ConnectionState.Open;

    /// <summary>For appends whose read models follow in the transaction, or for those that have none.</summary>
    public static async Task<AppendSession> OpenAsync(Shard shard, bool isFollowed)
    {
        var session = new AppendSession(shard, await shard.OpenForWorkAsync(CancellationToken.None), isFollowed);
        if (isFollowed)
            return session;
        try
        {
            await session.connection.RunAsync(shard.Own("Streams.LeaveForeignKey.sql"), CancellationToken.None);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends to different streams, in a transaction of their own; each is answered for itself.</summary>
    public async Task<IReadOnlyList<AppendResult>> WriteAsync(IReadOnlyList<Append> appends)
    {
        if (isFollowed)
            return await InTransactionAsync(appends);
        var at = Appending.Now(shard);
        return OneEvent.Is(appends) && !appends[0].MayRepeat && await AloneAsync(appends[0], at) is { } appended ? [appended] : await AtOnceAsync(appends, at);
    }

    public async ValueTask DisposeAsync()
    {
        if (alone is not null)
            await alone.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<IReadOnlyList<AppendResult>> InTransactionAsync(IReadOnlyList<Append> appends)
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (shard.IsOneOfSeveral)
            await Presence.InsistAsync(shard, connection, appends.Select(append => append.Stream.Tenant), CancellationToken.None);
        return await Appending.RunAsync(shard, connection, transaction, appends, together: false, CancellationToken.None);
    }

    private async Task<IReadOnlyList<AppendResult>> AtOnceAsync(IReadOnlyList<Append> appends, DateTimeOffset at)
    {
        var columns = new AppendColumns(appends, at);
        await using var batch = connection.CreateBatch();
        if (shard.IsOneOfSeveral)
            Presence.Insist(shard, batch, appends.Select(append => append.Stream.Tenant));
        batch.BatchCommands.Add(columns.All(shard.Own("Streams.Append.sql")));
        await batch.PrepareAsync();
        return (await AnswerAsync(batch, row => Appending.Judge(appends, columns, Appending.Taken.Of(row), row.IsDBNull(4) ? [] : row.GetFieldValue<long[]>(4))))!;
    }

    /// <summary>Null where it was refused.</summary>
    private async Task<AppendResult?> AloneAsync(Append append, DateTimeOffset at)
    {
        var isFirst = alone is null;
        alone ??= Alone();
        if (shard.IsOneOfSeveral)
            alone.BatchCommands[0].Parameters[0].Value = new[] { append.Stream.Tenant.Value };
        alone.BatchCommands[^1].With(append, at, append.Expected.Number);
        if (isFirst)
            await alone.PrepareAsync(); // to ask again would cost as much as all else on this side
        return await AnswerAsync<AppendResult>(alone, row => new AppendResult.Appended(row.GetInt64(0), append.Stored(row.GetInt64(0) - 1, at, new([row.GetInt64(1)]))));
    }

    private NpgsqlBatch Alone()
    {
        var batch = connection.CreateBatch();
        if (shard.IsOneOfSeveral)
            Presence.Insist(shard, batch, []);
        batch.BatchCommands.Add(OneEvent.Statement(shard.Own("Streams.AppendAlone.sql")));
        return batch;
    }

    private async Task<T?> AnswerAsync<T>(NpgsqlBatch batch, Func<NpgsqlDataReader, T> read)
        where T : class
    {
        await using var row = await batch.ExecuteReaderAsync();
        if (shard.IsOneOfSeveral)
            await row.NextResultAsync();
        var answer = await row.ReadAsync() ? read(row) : null;
        await row.NextResultAsync(); // whatever the end of the statement, or the commit, has to say against it
        return answer;
    }
}
