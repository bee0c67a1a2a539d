using Cohesion.EventStore;

using Microsoft.Extensions.DependencyInjection;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Publishing(Database database)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_goes_out_in_order_and_the_checkpoint_moves_only_after_the_broker_has_confirmed()
    {
        var bus = new UnreliableBus();
        await using var clubs = await database.StartAsync(
            store => store.Publish((page, _, _) => Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(@event => Outgoing.Of(@event.Data, @event))])),
            services: services => services.AddSingleton<IOutgoingBus>(bus));
        bus.Checkpoint = () => clubs.ScalarAsync<long>("select coalesce(max(last_seq_id), 0) from mt_event_progression");
        var position = (await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Projections.FillAsync(clubs, seed, transactions: 12)))).Max();
        await clubs.Store.Home.WaitForProjectionAsync("Publisher", position, Ct);

        var stored = await clubs.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct);
        Assert.True(bus.Failures > 0);
        Assert.Empty(bus.TooEarly);
        Assert.Equal(stored.Select(@event => @event.Id), bus.Confirmed.Select(message => message.MessageId).Distinct());
        Assert.Equal(stored.Select(@event => @event.Id), bus.Confirmed.Select(message => message.Cause.Id).Distinct());
    }

    [Fact]
    public async Task With_the_broker_away_appends_go_on_and_nothing_is_lost()
    {
        var bus = new UnreliableBus { IsAway = true };
        await using var clubs = await database.StartAsync(
            store => store.Publish((page, _, _) => Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(@event => Outgoing.Of(@event.Data, @event))])),
            services: services => services.AddSingleton<IOutgoingBus>(bus));
        var position = await Projections.FillAsync(clubs, transactions: 15);
        Assert.Empty(bus.Confirmed);
        bus.IsAway = false;
        await clubs.Store.Home.WaitForProjectionAsync("Publisher", position, Ct);
        Assert.Equal(15, bus.Confirmed.Select(message => message.MessageId).Distinct().Count());
    }

    /// <summary>For a service that was restored from a backup: from a moment on, everything once more, under the same ids.</summary>
    [Fact]
    public async Task What_was_published_since_a_moment_is_sent_again()
    {
        var bus = new UnreliableBus();
        await using var clubs = await database.StartAsync(
            store => store.Publish((page, _, _) => Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(@event => Outgoing.Of(@event.Data, @event))])),
            services: services => services.AddSingleton<IOutgoingBus>(bus));
        var position = await Projections.FillAsync(clubs, transactions: 15);
        await clubs.Store.Home.WaitForProjectionAsync("Publisher", position, Ct);
        var stored = await clubs.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct);
        var sent = bus.Confirmed.Count;
        var since = stored[9].Timestamp;

        await clubs.Store.ResendAsync(since, Ct);
        var expected = stored.SkipWhile(@event => @event.Timestamp < since).Select(@event => @event.Id).ToList();
        await clubs.Store.Home.WaitForProjectionAsync("Publisher", position, Ct);
        Assert.Equal(expected, bus.Confirmed.Skip(sent).Select(message => message.MessageId).Distinct());

        await clubs.Store.ResendAsync(stored[^1].Timestamp.AddDays(1), Ct);
        Assert.Equal(position, await clubs.ScalarAsync<long>("select last_seq_id from mt_event_progression where name = 'Publisher:All'"));
    }

    [Fact]
    public async Task A_mapping_may_look_things_up_and_stay_silent()
    {
        var bus = new UnreliableBus();
        await using var clubs = await database.StartAsync(
            store =>
            {
                store.Project(Visits.Projection(), Lifecycle.Inline);
                store.Publish(FirstVisits);
            },
            services: services => services.AddSingleton<IOutgoingBus>(bus));
        await clubs.Store.Home.WaitForProjectionAsync("Publisher", await Projections.FillAsync(clubs), Ct);
        Assert.All(bus.Confirmed, message => Assert.IsType<string>(message.Message));

        static async Task<IReadOnlyList<Outgoing>> FirstVisits(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct)
        {
            await using var command = new NpgsqlCommand("select count(*) from visits", context.Connection);
            var learners = (long)(await command.ExecuteScalarAsync(ct))!;
            return [.. page.Where(@event => @event.Version == 1).Select(@event => new Outgoing($"{learners} so far", MessageId.From(@event.Id, "first"), @event))];
        }
    }

    [Fact]
    public void Message_ids_come_out_the_same_every_time()
    {
        // RFC 9562, appendix A.4: version 5 of www.example.com in the DNS name space
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), MessageId.From(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(MessageId.From(one, two), MessageId.From(one, two));
        Assert.NotEqual(MessageId.From(one, two), MessageId.From(two, one));
    }

    /// <summary>Our own port, filled by a bus that breaks half of the time, also after it has delivered a part.</summary>
    private sealed class UnreliableBus : IOutgoingBus
    {
        private readonly Random random = new(5);

        public List<Outgoing> Confirmed { get; } = [];

        public List<string> TooEarly { get; } = [];

        public int Failures { get; private set; }

        public volatile bool IsAway;

        public Func<Task<long>> Checkpoint { get; set; } = () => Task.FromResult(0L);

        public async Task SendAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
        {
            var checkpoint = await Checkpoint();
            TooEarly.AddRange(messages.Where(message => message.Cause.Position <= checkpoint).Select(message => $"{message.Cause.Position} after {checkpoint}"));
            var fails = IsAway || random.Next(2) == 0;
            Failures += fails ? 1 : 0;
            Confirmed.AddRange(IsAway ? [] : fails ? messages.Take(messages.Count / 2) : messages);
            if (fails)
                throw new IOException("broker away");
        }
    }
}
