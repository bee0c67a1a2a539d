using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Partitions of a projection: shared by replicas, stopped one by one, passed on.</summary>
public sealed class Sharing(Database database)
{
    private const int Partitions = 4;
    private const string Counted = "select tenant_id, learner, count(*) from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2";
    private const string Projected = "select tenant_id, learner, times from visits order by 1, learner::text";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_share_the_partitions_evenly_and_take_over_from_one_that_ends()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var one = await database.StartAsync(Split, schema);
        await Eventually.GivesAsync(() => OwnedAsync(one), owned => owned == Partitions, "the only replica owns all", Ct);
        var other = await database.StartAsync(Split, schema);
        await Eventually.GivesAsync(async () => (await OwnedAsync(one), await OwnedAsync(other)), owned => owned == (2, 2), "each owns half", Ct);
        await FillAsync(one, tenants: 20);
        await FillAsync(other, tenants: 20);
        await other.DisposeAsync();
        var position = await FillAsync(one, tenants: 20);
        await one.Store.Home.WaitForProjectionAsync("visits", position, Ct);
        Assert.Equal(Partitions, await OwnedAsync(one));
        Assert.Equal(await one.LinesAsync(Counted), await one.LinesAsync(Projected));
        Assert.Equal(Partitions, await one.ScalarAsync<long>($"select count(*) from mt_event_progression where name like 'visits:All:%/4' and last_seq_id = {position}"));
    }

    [Fact]
    public async Task Shares_differ_by_one_at_most_and_nobody_is_left_without()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var one = await database.StartAsync(Split, schema);
        await using var two = await database.StartAsync(Split, schema);
        var three = await database.StartAsync(Split, schema);
        await Eventually.GivesAsync(() => OwnedAsync(one, two, three), owned => owned is "1+1+2", "three replicas share four partitions", Ct);
        await three.DisposeAsync();
        await Eventually.GivesAsync(() => OwnedAsync(one, two), owned => owned is "2+2", "the two that are left share them", Ct);
    }

    [Fact]
    public async Task What_only_one_release_follows_is_not_left_to_a_replica_of_another()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var old = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async), schema);
        await Eventually.GivesAsync(() => OwnedAsync(old), owned => owned == 1, "the old release follows", Ct);
        await using var next = await database.StartAsync(store => store.Project(Visits.Projection("visits_by_day"), Lifecycle.Async), schema);
        var position = await FillAsync(next, tenants: 5);
        await next.Store.Home.WaitForProjectionAsync("visits_by_day", position, Ct);
        await old.Store.Home.WaitForProjectionAsync("visits", position, Ct);
        Assert.Equal((1, 1), (await OwnedAsync(old), await OwnedAsync(next)));
    }

    [Fact]
    public async Task A_poison_event_stops_its_partition_only_until_it_is_skipped_on_record()
    {
        var bad = Guid.NewGuid();
        await using var clubs = await database.StartAsync(store => store.Project(
            new Faulty(Visits.Projection(), before: events =>
            {
                if (events.Any(@event => @event.Data is LearnersCame came && came.Learners.Contains(bad)))
                    throw new InvalidDataException("bad event");
            }),
            Lifecycle.Async, Partitions));
        await FillAsync(clubs, tenants: 20);
        var poison = await ComeAsync(clubs, tenant: 7, bad);
        await FillAsync(clubs, tenants: 20);
        const string Elsewhere = "mod(hashtextextended(tenant_id, 0) & 1073741823, 4) <> mod(hashtextextended('7', 0) & 1073741823, 4)";
        var others = await clubs.ScalarAsync<long>($"select count(*) from mt_events where {Elsewhere}");
        Assert.InRange(others, 4, 38);
        await Eventually.IsTrueAsync(async () => await TimesAsync(clubs, Elsewhere) == others, "the other partitions go on", Ct);
        await Eventually.IsTrueAsync(async () => await TimesAsync(clubs, "tenant_id = '7'") == 1, "its own partition comes to it", Ct);
        await Eventually.IsTrueAsync(async () => (await clubs.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Status is HealthStatus.Degraded, "it shows in health", Ct);
        Assert.Equal(1, await TimesAsync(clubs, "tenant_id = '7'"));

        await Assert.ThrowsAsync<ArgumentException>(() => clubs.Store.Home.SkipAsync("visits", 1_000_000, "typo", "ada", Ct));
        await clubs.Store.Home.SkipAsync("visits", poison, "Learner entered twice by the old importer", "ada", Ct);
        await clubs.Store.Home.WaitForProjectionAsync("visits", await clubs.HeadAsync(), Ct);
        Assert.Equal(2, await TimesAsync(clubs, "tenant_id = '7'"));
        Assert.Equal([$"visits|{poison}|ada"], await clubs.LinesAsync("select projection, seq_id, skipped_by from skipped_events"));
        await clubs.Store.RebuildAsync("visits", Ct);
        Assert.Equal(2, await TimesAsync(clubs, "tenant_id = '7'"));
    }

    [Fact]
    public async Task Another_number_of_partitions_starts_over_and_ends_the_same()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using (var whole = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async), schema))
            await whole.Store.Home.WaitForProjectionAsync("visits", await FillAsync(whole, tenants: 20), Ct);
        await using var split = await database.StartAsync(Split, schema);
        await split.Store.Home.WaitForProjectionAsync("visits", await FillAsync(split, tenants: 20), Ct);
        Assert.Equal(await split.LinesAsync(Counted), await split.LinesAsync(Projected));
    }

    private static void Split(StoreBuilder store) => store.Project(Visits.Projection(), Lifecycle.Async, Partitions);

    private static async Task<int> OwnedAsync(StoreUnderTest replica) =>
        (await replica.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["store"].Data.Values.Count(how => ((string)how).StartsWith("here", StringComparison.Ordinal));

    private static async Task<string> OwnedAsync(params StoreUnderTest[] replicas) => string.Join('+', (await Task.WhenAll(replicas.Select(OwnedAsync))).Order());

    private static async Task<long> FillAsync(StoreUnderTest clubs, int tenants)
    {
        long position = 0;
        for (var tenant = 1; tenant <= tenants; tenant++)
            position = await ComeAsync(clubs, tenant, new Guid(tenant, 0, 0, new byte[8]));
        return position;
    }

    private static async Task<long> ComeAsync(StoreUnderTest clubs, int tenant, Guid learner)
    {
        var result = await clubs.Store.AppendAsync(
            new(Tenant.Of(tenant), "club"), ExpectedVersion.Any, [new LearnersCame([learner], new DateOnly(2026, 1, 1))], EventMetadata.FromCurrentTrace(), Ct);
        return Assert.IsType<AppendResult.Appended>(result).Events[0].Position;
    }

    private static Task<long> TimesAsync(StoreUnderTest clubs, string where) => clubs.ScalarAsync<long>($"select coalesce(sum(times), 0) from visits where {where}");
}
