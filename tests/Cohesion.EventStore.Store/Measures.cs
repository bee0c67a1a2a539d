using System.Diagnostics.Metrics;

using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>What a meter and the overview tell of a store.</summary>
public sealed class Measures(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace(by: "person-1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Appends_are_measured_by_how_many_shared_a_transaction_and_how_long_it_took()
    {
        await using var clubs = await database.StartAsync();
        using var ear = new Ear(clubs);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(club => AppendAsync(clubs, club)));
        Assert.Equal(40, ear.Heard("cohesion.events.appended").Sum());
        await Eventually.IsTrueAsync(() => Task.FromResult(ear.Heard("cohesion.appends.together").Sum() == 40 && ear.Heard("cohesion.appends.duration").Count > 0), "every append is measured", Ct);
        Assert.Equal(ear.Heard("cohesion.appends.together").Count, ear.Heard("cohesion.appends.duration").Count);
        Assert.All(ear.Heard("cohesion.appends.duration"), seconds => Assert.InRange(seconds, double.Epsilon, 60));
        await clubs.Store.AppendAsync(new(Tenant.Of(1), "club-1"), ExpectedVersion.MustNotExist, [new ClubRenamed("Go")], Metadata, Ct);
        Assert.Equal(1, ear.Heard("cohesion.appends.refused").Sum());
    }

    [Fact]
    public async Task A_follower_that_cannot_go_on_is_measured_and_told_by_the_event_it_stands_before()
    {
        var mended = false;
        var clock = new StoppedClock(new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero));
        await using var clubs = await database.StartAsync(
            store => store.Project(
                new Faulty(Visits.Projection(), before: events =>
                {
                    if (!mended && events.Any(@event => @event.Version == 2))
                        throw new InvalidDataException("bad event");
                }),
                Lifecycle.Async),
            services: services => services.AddSingleton<TimeProvider>(clock));
        using var ear = new Ear(clubs);
        foreach (var day in Enumerable.Range(1, 3))
            await clubs.Store.AppendAsync(new(Tenant.Of(1), "club"), ExpectedVersion.Any, [new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, day))], Metadata, Ct);
        var overview = clubs.Services.GetRequiredService<StoreOverview>();
        var stuck = await Eventually.GivesAsync(async () => (await overview.ReadAsync(Ct)).ReadModels[0].Followers[0], follower => follower.CannotGoOn, "the overview tells", Ct);
        Assert.Equal((1, 2, FollowedBy.ThisReplica, nameof(InvalidDataException)), (stuck.Position, stuck.Lag, stuck.FollowedBy, stuck.Failure));
        Assert.Equal((2, 2, "learners_came", "person-1"), (stuck.Next!.Position, stuck.Next.Version, stuck.Next.Type, stuck.Next.By));

        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(90, (await overview.ReadAsync(Ct)).ReadModels[0].Followers[0].SecondsBehind);
        ear.Ask();
        Assert.Equal((2d, 90d), (ear.Heard("cohesion.follower.lag")[^1], ear.Heard("cohesion.follower.delay")[^1]));
        Assert.True(ear.Heard("cohesion.follower.failures")[^1] > 1);

        mended = true;
        await clubs.Store.Home.WaitForProjectionAsync("visits", 3, Ct);
        await Eventually.IsTrueAsync(async () => !(await overview.ReadAsync(Ct)).ReadModels[0].Followers[0].CannotGoOn, "it goes on", Ct);
        ear.Ask();
        Assert.Equal((0d, 0d), (ear.Heard("cohesion.follower.lag")[^1], ear.Heard("cohesion.follower.delay")[^1]));
    }

    [Fact]
    public async Task Each_replica_tells_of_every_partition_and_who_follows_it()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var one = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async, partitions: 4), schema);
        await using var other = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async, partitions: 4), schema);
        foreach (var replica in new[] { one, other })
        {
            var state = await Eventually.GivesAsync(
                () => replica.Services.GetRequiredService<StoreOverview>().ReadAsync(Ct),
                state => state.ReadModels[0].Followers.Count(follower => follower.FollowedBy is FollowedBy.ThisReplica) == 2
                    && state.ReadModels[0].Followers.Count(follower => follower.FollowedBy is FollowedBy.AnotherReplica) == 2,
                "two of four partitions are followed by either", Ct);
            Assert.Equal(2, state.Replicas);
            Assert.Equal(["visits:All:1/4", "visits:All:2/4", "visits:All:3/4", "visits:All:4/4"], state.ReadModels[0].Followers.Select(follower => follower.Name));
        }
    }

    [Fact]
    public async Task An_archived_stream_is_found_as_one_and_its_events_are_told_as_stored()
    {
        await using var clubs = await database.StartAsync();
        await AppendAsync(clubs, 1);
        await AppendAsync(clubs, 2);
        var key = new StreamKey(Tenant.Of(1), "club-1");
        await clubs.ExecuteAsync("update mt_streams set is_archived = true where id = 'club-1'");
        var overview = clubs.Services.GetRequiredService<StoreOverview>();
        Assert.Equal(["club-2 False", "club-1 True"], (await overview.FindStreamsAsync(new(null, null, null), null, 10, Ct)).Select(stream => $"{stream.Id} {stream.IsArchived}"));
        Assert.Equal(["club-1"], (await overview.FindStreamsAsync(new("1", "club", null), new(Tenant.Of(1), "club-2"), 10, Ct)).Select(stream => stream.Id));
        Assert.Null(Assert.Single(await overview.EventsOfAsync(key, 0, 10, withData: false, Ct)).Data);
        var told = Assert.Single(await overview.EventsOfAsync(key, 0, 10, withData: true, Ct));
        Assert.Equal("""{"to": "Go", "from": "Chess"}""".Length, told.Facts.Size);
        Assert.Contains("\"Go\"", told.Data, StringComparison.Ordinal);
        Assert.Empty(await overview.EventsOfAsync(key, 1, 10, withData: true, Ct));
    }

    // An old shape: told as it is stored, not as it is read now.
    private static Task<AppendResult> AppendAsync(StoreUnderTest clubs, int club) =>
        clubs.Store.AppendAsync(new(Tenant.Of(1), $"club-{club}"), ExpectedVersion.Any, [new ClubNameChanged("Chess", "Go")], Metadata, Ct);

    /// <summary>Hears one store's meter.</summary>
    private sealed class Ear : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly List<(string Name, double Value)> heard = [];

        public Ear(StoreUnderTest clubs)
        {
            var mine = clubs.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Cohesion.EventStore" && instrument.Meter.Scope == mine)
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Hear(instrument, value));
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Hear(instrument, value));
            listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Hear(instrument, value));
            listener.Start();
        }

        public void Ask() => listener.RecordObservableInstruments();

        public List<double> Heard(string name)
        {
            lock (heard)
                return [.. heard.Where(one => one.Name == name).Select(one => one.Value)];
        }

        public void Dispose() => listener.Dispose();

        private void Hear(Instrument instrument, double value)
        {
            lock (heard)
                heard.Add((instrument.Name, value));
        }
    }
}
