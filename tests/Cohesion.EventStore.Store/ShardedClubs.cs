using System.Collections.Concurrent;

using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>A service on two shards, home and north, with every kind of read model and a bus that notes what goes out.</summary>
internal sealed class ShardedClubs : IAsyncDisposable
{
    private readonly TestDatabase northern;

    private ShardedClubs(StoreUnderTest clubs, TestDatabase northern, Outbox bus, string schema, IReadOnlyList<KeyValuePair<string, string?>> settings) =>
        (Clubs, this.northern, Bus, Schema, Settings) = (clubs, northern, bus, schema, settings);

    public StoreUnderTest Clubs { get; }

    public Store Store => Clubs.Store;

    public Shard Home => Store.Home;

    public Shard North => Store.ShardNamed("north");

    public Outbox Bus { get; }

    public string Schema { get; }

    /// <summary>What another process needs to know of the shards.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Settings { get; }

    public static async Task<ShardedClubs> StartAsync(Database database, params IReadOnlyList<KeyValuePair<string, string?>> tenants)
    {
        var northern = await Servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var (bus, schema) = (new Outbox(), $"clubs_{Guid.NewGuid():n}");
        var north = new NpgsqlConnectionStringBuilder(northern.Superuser) { Pooling = true, MaxPoolSize = 40 }.ConnectionString;
        IReadOnlyList<KeyValuePair<string, string?>> settings = [new("Store:Shards:north", north), .. tenants];
        return new(await database.StartAsync(ClubsAtWork.DefinePublished, schema, services => services.AddSingleton<IOutgoingBus>(bus), settings), northern, bus, schema, settings);
    }

    /// <summary>Everything about a tenant that a shard has, as lines.</summary>
    public async Task<List<string>> TracesAsync(Tenant tenant, Shard at) => await Clubs.LinesAsync(
        $"""
        select 'event', count(*) from mt_events where tenant_id = '{tenant}' having count(*) > 0
        union all select 'stream', count(*) from mt_streams where tenant_id = '{tenant}' having count(*) > 0
        union all select 'club', count(*) from club_list where tenant_id = '{tenant}' having count(*) > 0
        union all select 'visits', count(*) from visits where tenant_id = '{tenant}' having count(*) > 0
        union all select 'message', count(*) from inbox where tenant_id = '{tenant}' having count(*) > 0
        """, at);

    /// <summary>On both shards streams have their events without gaps, and read models are what the events say, before and after a rebuild.</summary>
    public async Task AreExactAsync(CancellationToken ct)
    {
        foreach (var shard in Store.Shards)
        {
            var head = await Clubs.ScalarAsync<long>("select coalesce(max(seq_id), 0) from mt_events", shard);
            await shard.WaitForProjectionAsync("visits", head, ct);
            await shard.WaitForProjectionAsync("Publisher", head, ct);
        }

        await CompareAsync();
        await Store.RebuildAsync("visits", ct);
        await Store.RebuildAsync("club_list", ct);
        await CompareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Clubs.DisposeAsync();
        await northern.DisposeAsync();
    }

    private async Task CompareAsync()
    {
        foreach (var shard in Store.Shards)
        {
            Assert.Equal(await Clubs.LinesAsync(Account.StreamsCounted, shard), await Clubs.LinesAsync(Account.Streams, shard));
            Assert.Equal(await Clubs.LinesAsync(Account.VisitsCounted, shard), await Clubs.LinesAsync(Account.Visited, shard));
            Assert.Equal(await Clubs.LinesAsync(Account.ListedCounted, shard), await Clubs.LinesAsync(Account.Listed, shard));
        }
    }

    public sealed class Outbox : IOutgoingBus
    {
        public ConcurrentQueue<Outgoing> Sent { get; } = [];

        public Task SendAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
        {
            foreach (var message in messages)
                Sent.Enqueue(message);
            return Task.CompletedTask;
        }
    }
}
