using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.Options;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Shards(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    private static readonly Tenant Southern = Tenant.Of(1);
    private static readonly Tenant Northern = Tenant.Of(2);
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_school_is_written_followed_published_and_rebuilt_on_its_own_shard()
    {
        await using var clubs = await ShardedClubs.StartAsync(database, new KeyValuePair<string, string?>("Store:Tenants:2", "north"));
        foreach (var school in new[] { Southern, Northern })
        {
            var chess = new StreamKey(school, "club-1");
            Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(chess, ExpectedVersion.MustNotExist, [new ClubOpened("Chess", Day)], Metadata, Ct, Club.Aggregate.Alias));
            Assert.IsType<DecideResult.Done>(await clubs.Store.DecideAsync(Club.Aggregate, chess, 1, club => Club.Welcome(club, Guid.NewGuid()), Metadata, Ct));
            Assert.True(await clubs.Store.ConsumeOnceAsync(school, "clubs", Guid.NewGuid(), Metadata, (work, ct) => work.DecideAsync(Club.Aggregate, chess, club => Club.Welcome(club, Guid.NewGuid()), ct), Ct));
            Assert.Equal(3, await clubs.Store.ReadStreamAsync(chess, 1, Ct).CountAsync(Ct));
        }

        await clubs.AreExactAsync(Ct);
        Assert.Equal(["event|3", "stream|1", "club|1", "visits|2", "message|1"], await clubs.TracesAsync(Southern, clubs.Home));
        Assert.Empty(await clubs.TracesAsync(Southern, clubs.North));
        Assert.Equal(["event|3", "stream|1", "club|1", "visits|2", "message|1"], await clubs.TracesAsync(Northern, clubs.North));
        Assert.Empty(await clubs.TracesAsync(Northern, clubs.Home));
        Assert.Equal(6, clubs.Bus.Sent.Count);
    }

    [Fact]
    public async Task A_transaction_is_one_schools_where_there_are_several_shards()
    {
        await using var clubs = await ShardedClubs.StartAsync(database);
        await using var work = await clubs.Store.BeginAsync(Southern, Metadata, Ct);
        Assert.Throws<InvalidOperationException>(() => work.Append(new(Northern, "club-1"), "club", ExpectedVersion.Any, new ClubRenamed("Go")));
    }

    [Theory]
    [InlineData("Store:Tenants:2", "nroth", "Store:Shards:nroth is missing")]
    [InlineData("Store:Shards:home", "Host=x", "Store:Shards:home is ConnectionStrings:Cohesion")]
    [InlineData("Store:Shards:north", "Port=5432", "Store:Shards:north is no connection string")]
    [InlineData("Store:Shards:north", null, "home, north are the same database")]
    public async Task A_service_does_not_start_with_shards_that_cannot_be(string setting, string? value, string why)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => database.StartAsync(settings: [new(setting, value ?? database.ConnectionString)]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_brings_all_schools_together_does_not_start_with_shards()
    {
        await using var north = await Servers.CreateDatabaseAsync(Ct);
        var error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => database.StartAsync(store => store.OneShardOnly(), settings: [new("Store:Shards:north", north.Superuser)]));
        Assert.Contains("runs on one shard only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_whose_events_are_at_home_is_placed_elsewhere_by_a_move_only()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using (var whole = await database.StartAsync(schema: schema))
            await whole.Store.AppendAsync(new(Northern, "club-1"), ExpectedVersion.Any, [new ClubOpened("Chess", Day)], Metadata, Ct);
        await using var north = await Servers.CreateDatabaseAsync(Ct);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => database.StartAsync(schema: schema, settings: [new("Store:Shards:north", north.Superuser), new("Store:Tenants:2", "north")]));
        Assert.Contains("move 2 north", error.Message, StringComparison.Ordinal);
    }
}
