using System.Collections.Concurrent;

using Cohesion.EventStore;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>The promise that readers and followers stand on: no holes, whatever the writers do.</summary>
public sealed class CommitOrder(Database database)
{
    private const int Writers = 8;
    private const int TransactionsAWriter = 60;
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_never_goes_back_and_never_skips_while_writers_are_slow_fail_and_are_killed()
    {
        await using var clubs = await database.StartAsync(store =>
        {
            store.Table("Visits.sql");
            store.Project(new SlowAtTimes(), Lifecycle.Inline);
        });
        await using var others = await database.StartAsync(schema: clubs.Store.Schema); // connections that nobody kills
        await clubs.ExecuteAsync("create table late (number integer unique deferrable initially deferred); grant insert on late to public");
        await clubs.ExecuteAsync("insert into late values (1)");
        var written = new ConcurrentBag<Guid>();
        var unknown = new ConcurrentBag<Guid>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(others.Store, done.Token), Ct)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(clubs, others, writer, written, unknown), Ct)));
        await done.CancelAsync();

        var stored = await others.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct);
        foreach (var reader in readers)
            Assert.Equal(stored.Select(@event => @event.Position), await reader);
        var marks = stored.Select(@event => ((LearnersCame)@event.Data).Learners[0]).ToList();
        Assert.Equal(marks.Count, marks.Distinct().Count());
        Assert.Empty(written.Except(marks));
        Assert.Empty(marks.Except(written).Except(unknown));
        Assert.Equal(
            await others.LinesAsync("select tenant_id, stream_id, count(*), max(version) from mt_events group by 1, 2 order by 1, 2"),
            await others.LinesAsync("select tenant_id, id, version, version from mt_streams order by 1, 2"));
        Assert.True(written.Count > Writers * TransactionsAWriter / 4, $"only {written.Count} were written");
        Assert.True(await others.ScalarAsync<long>("select last_value from mt_events_sequence") > stored.Count, "no number was lost: the failures did not come after the numbers");
    }

    internal static async Task<List<long>> ReadAsync(Store store, CancellationToken done)
    {
        var seen = new List<long> { 0 };
        var last = false;
        while (true)
        {
            await foreach (var @event in store.Home.ReadAllAsync(seen[^1], Ct))
            {
                Assert.True(@event.Position > seen[^1]);
                seen.Add(@event.Position);
            }

            if (last)
                return seen[1..];
            last = done.IsCancellationRequested;
        }
    }

    private static async Task WriteAsync(StoreUnderTest clubs, StoreUnderTest others, int writer, ConcurrentBag<Guid> written, ConcurrentBag<Guid> unknown)
    {
        var random = new Random(writer);
        for (var turn = 0; turn < TransactionsAWriter; turn++)
        {
            var marks = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Guid.NewGuid()).ToList();
            try
            {
                await using var work = await clubs.Store.Home.BeginAsync(Metadata, Ct);
                foreach (var mark in marks)
                    work.Append(new(Tenant.Of(random.Next(2)), $"club-{random.Next(6)}"), "club", ExpectedVersion.Any, new LearnersCame([mark], new DateOnly(2026, 11, random.Next(1, 28))));
                switch (random.Next(6))
                {
                    case 0: // fails at commit, after the numbers are drawn
                        await RunAsync(work.Connection, "insert into late values (1)");
                        break;
                    case 1: // killed at some moment of its commit
                        await KillWhileAsync(others, work);
                        break;
                    case 2: // given up
                        continue;
                    case 3: // slow before the commit
                        await RunAsync(work.Connection, "select pg_sleep(0.02)");
                        break;
                }

                Assert.IsType<AppendResult.Appended>(await work.CommitAsync(Ct));
                marks.ForEach(written.Add);
            }
            catch (Exception error) when (error is NpgsqlException or ObjectDisposedException or InvalidOperationException)
            {
                marks.ForEach(unknown.Add);
            }
        }
    }

    private static async Task KillWhileAsync(StoreUnderTest clubs, Work work)
    {
        var process = work.Connection.ProcessID;
        var commit = work.CommitAsync(Ct);
        await using var connection = await clubs.Store.Home.OpenAsync(Ct);
        await using var kill = new NpgsqlCommand("select pg_terminate_backend($1)", connection);
        kill.Parameters.Add(new() { Value = process });
        await kill.ExecuteNonQueryAsync(Ct);
        await commit;
        throw new InvalidOperationException("It was quicker than the kill: nobody knows.");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private sealed class SlowAtTimes : IProjection
    {
        public string Name => "slow_at_times";

        public int Version => 1;

        public string Ddl => "select 1";

        public IReadOnlySet<Type> Handles { get; } = new HashSet<Type> { typeof(LearnersCame) };

        public Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
            ((LearnersCame)events[0].Data).On.Day % 3 == 0 ? RunAsync(connection, "select pg_sleep(0.01)") : Task.CompletedTask;
    }
}
