using System.Diagnostics;
using System.Globalization;

using Cohesion.EventStore;
using Cohesion.Testing;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Tests that need the machine for themselves, because they promise something within seconds.</summary>
[CollectionDefinition(nameof(Kills), DisableParallelization = true)]
public sealed class KillsAlone : ICollectionFixture<KillableDatabase>;

/// <summary>Processes die at any moment, PostgreSQL among them; nothing that was answered is lost or doubled. COHESION_CHAOS_SECONDS says for how long.</summary>
[Collection(nameof(Kills))]
public sealed class Kills(KillableDatabase database)
{
    private const int Seed = 11;
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partition_is_taken_over_within_seconds_of_a_kill_and_never_owned_twice()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var clubs = await database.WatchAsync(schema);
        await using var workers = new Workers(database.ConnectionString, schema);
        await using var ownership = Ownership.Watch(clubs);
        for (var round = 0; round < 2; round++)
        {
            workers.Start(callers: 1);
            workers.Start(callers: 1);
            workers.Start(callers: 1);
            await Eventually.GivesAsync(() => Task.FromResult(ownership.Owners), owners => owners.Count == ClubsAtWork.Partitions && owners.Distinct().Count() > 1, "workers share all partitions", Ct);
            while (workers.Alive.Count > 1)
                await KillAnOwnerAsync(clubs, workers, ownership);
            await workers.Alive.Single().KillAsync();
        }

        Assert.Empty(ownership.OwnedTwice);
        TestContext.Current.SendDiagnosticMessage("Looked {0} times who owns what", ownership.Looks);
        await using var last = await database.StartAsync(schema);
        await Account.IsExactAsync(last, workers.All);
    }

    [Fact]
    public async Task After_random_kills_every_answered_append_is_there_once_and_projections_equal_replay()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("COHESION_CHAOS_SECONDS") ?? "25", CultureInfo.InvariantCulture);
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var clubs = await database.WatchAsync(schema);
        await using var workers = new Workers(database.ConnectionString, schema);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = Task.Run(() => ReadAsync(clubs.Store, done.Token), Ct);
        var killer = new Killer(database, workers, Seed);
        await killer.KillForAsync(TimeSpan.FromSeconds(seconds));
        await workers.DisposeAsync();
        await done.CancelAsync();
        await using var last = await database.StartAsync(schema);
        Assert.Equal(await last.LinesAsync("select seq_id, id from mt_events order by 1"), await reading);
        var account = await Account.IsExactAsync(last, workers.All);
        TestContext.Current.SendDiagnosticMessage("In {0} s {1}. {2}", seconds, killer, account);
        Assert.True(killer.KilledEverybody, $"{killer}");
    }

    private static async Task KillAnOwnerAsync(StoreUnderTest clubs, Workers workers, Ownership ownership)
    {
        var victim = workers.Alive.First(worker => ownership.Owners.Contains(worker.Name));
        var (owned, head) = (ownership.Owners.Count(owner => owner == victim.Name), await clubs.HeadAsync());
        var killed = Stopwatch.GetTimestamp();
        await victim.KillAsync();
        await Eventually.IsTrueAsync(
            async () => ownership.Owners.Count(owner => owner != victim.Name) == ClubsAtWork.Partitions
                && await clubs.ScalarAsync<long>("select min(last_seq_id) from mt_event_progression") >= head,
            $"survivors own all and have followed to {head}", Ct, Promise - Stopwatch.GetElapsedTime(killed));
        TestContext.Current.SendDiagnosticMessage("{0} partitions of a killed worker were taken over by {1} after {2:0.00} s", owned, workers.Alive.Count, Stopwatch.GetElapsedTime(killed).TotalSeconds);
    }

    /// <summary>Reads on from what it has seen, whatever happens to the database.</summary>
    private static async Task<List<string>> ReadAsync(Store store, CancellationToken done)
    {
        var (seen, position, last) = (new List<string>(), 0L, false);
        while (true)
        {
            try
            {
                await foreach (var @event in store.Home.ReadAllAsync(position, Ct))
                {
                    Assert.True(@event.Position > position);
                    position = @event.Position;
                    seen.Add($"{position}|{@event.Id}");
                }

                if (last)
                    return seen;
                last = done.IsCancellationRequested;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(10, Ct);
            }
        }
    }
}
