using Cohesion.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>
/// Makes read models anew in the background of the replica that was asked, one rebuild of a read model at a time among all replicas: it runs as long as
/// its advisory lock is held. How far it is stands in a row that every replica can read.
/// </summary>
public sealed class Rebuilds(Store store, TimeProvider clock, ILogger<Rebuilds> logger) : IHostedService, IDisposable
{
    private const string Why = "read models are of all tenants";
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock running = new();
    private Task all = Task.CompletedTask;

    /// <summary>False when it is being rebuilt already.</summary>
    public async Task<bool> BeginAsync(string readModel, string by, CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        var connection = await store.Home.OpenAsync(ct);
        try
        {
            if (await RunAsync(connection, "begin", ct, readModel, by, clock.GetUtcNow()) == 0)
            {
                await connection.DisposeAsync();
                return false;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        lock (running)
        {
            using (ExecutionContext.SuppressFlow())
            {
                all = Task.WhenAll(all, Task.Run(() => RebuildAsync(connection, readModel), CancellationToken.None));
            }
        }

        return true;
    }

    /// <summary>The last rebuild of each read model.</summary>
    public async Task<IReadOnlyList<RebuildState>> ListAsync(CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Sql("list"), connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<RebuildState>();
        while (await rows.ReadAsync(ct))
        {
            var (endedAt, failure) = (rows.IsDBNull(5) ? (DateTimeOffset?)null : rows.GetFieldValue<DateTimeOffset>(5), rows.IsDBNull(6) ? null : rows.GetString(6));
            var outcome = (endedAt, failure, rows.GetBoolean(7)) switch
            {
                (not null, null, _) => RebuildOutcome.Done,
                (not null, _, _) => RebuildOutcome.Failed,
                (_, _, true) => RebuildOutcome.Running,
                _ => RebuildOutcome.Interrupted,
            };
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetInt64(3), rows.GetInt64(4), endedAt, failure, outcome));
        }

        return found;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!stopping.IsCancellationRequested)
        {
            await stopping.CancelAsync();
        }

        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task RebuildAsync(NpgsqlConnection connection, string readModel)
    {
        await using (connection)
        {
            var progress = new Progress();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var rebuilding = store.RebuildAsync(readModel, stop.Token, progress.Note);
            try
            {
                while (await Task.WhenAny(rebuilding, Task.Delay(NoteEvery, CancellationToken.None)) != rebuilding)
                {
                    await NoteAsync(null, null);
                }

                await rebuilding;
                await NoteAsync(clock.GetUtcNow(), null);
                logger.Rebuilt(readModel);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // It will be found interrupted.
            }
            catch (Exception error)
            {
                logger.RebuildFailed(readModel, error.GetType().Name);
                await EndAsync(() => NoteAsync(clock.GetUtcNow(), error.GetType().Name));
            }

            await stop.CancelAsync();
            await rebuilding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await EndAsync(() => RunAsync(connection, "leave", CancellationToken.None, readModel));

            Task<int> NoteAsync(DateTimeOffset? endedAt, string? failure) =>
                RunAsync(connection, "note", CancellationToken.None, readModel, progress.Position, progress.Head, endedAt, failure);
        }
    }

    /// <summary>Where the session is gone the lock is gone too, and the row reads as interrupted.</summary>
    private static async Task EndAsync(Func<Task<int>> end)
    {
        try
        {
            await end();
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            // nothing is left to end
        }
    }

    private async Task<int> RunAsync(NpgsqlConnection connection, string statement, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(Sql(statement), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }

    private string Sql(string statement) => store.Sql(typeof(Rebuilds).Assembly, $"Rebuilds.Rebuilds.{statement}.sql");

    private sealed class Progress
    {
        private long position;
        private long head;

        public long Position => Volatile.Read(ref position);

        public long Head => Volatile.Read(ref head);

        public void Note(long to, long of)
        {
            Volatile.Write(ref position, to);
            Volatile.Write(ref head, of);
        }
    }
}

/// <summary>What rebuilding by page needs.</summary>
internal static class RebuildsRegistration
{
    public static void AddRebuilds(this IServiceCollection services) => services
        .AddSingleton(new StoreTable(typeof(Rebuilds).Assembly, "Rebuilds.Rebuilds.table.sql"))
        .AddSingleton<Rebuilds>()
        .AddHostedService(provider => provider.GetRequiredService<Rebuilds>());
}

internal static partial class RebuildsLog
{
    [LoggerMessage(1003, LogLevel.Information, "{ReadModel} has been rebuilt")]
    public static partial void Rebuilt(this ILogger logger, string readModel);

    [LoggerMessage(1004, LogLevel.Error, "The rebuild of {ReadModel} failed ({Error}); its old rows are served as before")]
    public static partial void RebuildFailed(this ILogger logger, string readModel, string error);
}
