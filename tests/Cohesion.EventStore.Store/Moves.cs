using Cohesion.EventStore;
using Cohesion.Testing;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Moves(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    private static readonly Tenant School = Tenant.Of(125123);
    private static readonly Tenant Neighbour = Tenant.Of(125124);
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_school_moves_there_and_back_while_it_is_written_and_the_mover_is_killed_again_and_again()
    {
        await using var clubs = await ShardedClubs.StartAsync(database);
        await FillAsync(clubs.Store, appends: 12);
        var message = Guid.NewGuid();
        Assert.True(await clubs.Store.ConsumeOnceAsync(School, "clubs", message, Metadata, (_, _) => Task.CompletedTask, Ct));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        List<ShardWriter> writers = [.. Enumerable.Range(0, 6).Select(seed => new ShardWriter(clubs.Store, seed < 4 ? School : Neighbour, seed))];
        var writing = Task.WhenAll(writers.Select(writer => Task.Run(() => writer.RunAsync(enough.Token), Ct)));

        await KillMoverAsync(clubs, "select coalesce(max(copied_to), 0) > 0 from tenant_arrivals", clubs.North);
        await KillMoverAsync(clubs, "select exists (select from tenants_away)", clubs.Home);
        await using (var last = Mover(clubs))
            Assert.Equal(0, await last.EndAsync());
        Assert.Equal(clubs.North, await clubs.Store.ShardOfAsync(School, Ct));
        Assert.Empty(await clubs.TracesAsync(School, clubs.Home));
        Assert.Empty(await clubs.TracesAsync(Neighbour, clubs.North));
        await clubs.Store.MoveAsync(School, Shard.Home, Ct);
        Assert.Empty(await clubs.TracesAsync(School, clubs.North));
        await enough.CancelAsync();
        await writing;

        Assert.False(await clubs.Store.ConsumeOnceAsync(School, "clubs", message, Metadata, (_, _) => Task.CompletedTask, Ct));
        await clubs.AreExactAsync(Ct);
        var stored = await clubs.Home.ReadAllAsync(0, Ct).ToListAsync(Ct);
        var byId = stored.ToDictionary(@event => @event.Id);
        Assert.All(writers.SelectMany(writer => writer.Answered), answered =>
            Assert.Equal((answered.Stream, answered.Version, answered.Timestamp), (byId[answered.Id].Stream, byId[answered.Id].Version, byId[answered.Id].Timestamp)));
        Assert.Equal(stored.Count - 12_000, writers.Sum(writer => writer.Answered.Count));
        Assert.All(stored.GroupBy(@event => @event.Stream), stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version), stream.Select(@event => @event.Version)));
        Assert.Equal(stored.Select(@event => @event.Id).Order(), clubs.Bus.Sent.Select(sent => sent.MessageId).Order());
        Assert.All(clubs.Bus.Sent.GroupBy(sent => sent.Cause.Stream), stream => Assert.Equal(stream.Select(sent => sent.Cause.Version).Order(), stream.Select(sent => sent.Cause.Version)));
    }

    [Fact]
    public async Task What_is_written_for_a_school_that_is_away_waits_for_it_and_its_neighbours_go_on()
    {
        await using var clubs = await ShardedClubs.StartAsync(database);
        await FillAsync(clubs.Store, appends: 1);
        await clubs.Clubs.ExecuteAsync($"insert into tenants_away values ('{School}')");
        var waiting = clubs.Store.AppendAsync(new(School, "club-1"), ExpectedVersion.Any, [new ClubRenamed("Go")], Metadata, Ct);
        var together = Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            clubs.Store.AppendAsync(new(Neighbour, $"club-{number}"), ExpectedVersion.MustNotExist, [new ClubOpened("Chess", Day)], Metadata, Ct)));
        Assert.All(await together, result => Assert.IsType<AppendResult.Appended>(result));
        Assert.False(waiting.IsCompleted);
        await clubs.Clubs.ExecuteAsync("delete from tenants_away");
        Assert.IsType<AppendResult.Appended>(await waiting);
    }

    [Fact]
    public async Task A_move_waits_for_a_transaction_that_has_begun_and_takes_along_what_it_writes()
    {
        await using var clubs = await ShardedClubs.StartAsync(database);
        await FillAsync(clubs.Store, appends: 1);
        await using var work = await clubs.Store.BeginAsync(School, Metadata, Ct);
        var moving = clubs.Store.MoveAsync(School, "north", Ct);
        await Eventually.IsTrueAsync(() => clubs.Clubs.ScalarAsync<bool>("select exists (select from tenants_away)"), "the school is away", Ct);
        work.Append(new(School, "club-late"), Club.Aggregate.Alias, ExpectedVersion.MustNotExist, new ClubOpened("Late", Day));
        Assert.IsType<AppendResult.Appended>(await work.CommitAsync(Ct));
        await moving;
        Assert.Equal("Late", (await clubs.Store.LoadAsync(Club.Aggregate, new(School, "club-late"), Ct)).State.Name);
        await clubs.AreExactAsync(Ct);
    }

    [Fact]
    public async Task A_move_that_was_begun_is_undone_by_moving_to_where_the_school_still_is()
    {
        await using var clubs = await ShardedClubs.StartAsync(database);
        await FillAsync(clubs.Store, appends: 12);
        await KillMoverAsync(clubs, "select coalesce(max(copied_to), 0) > 0 from tenant_arrivals", clubs.North);
        await clubs.Store.MoveAsync(School, Shard.Home, Ct);
        Assert.Equal(clubs.Home, await clubs.Store.ShardOfAsync(School, Ct));
        Assert.Empty(await clubs.TracesAsync(School, clubs.North));
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(new(School, "club-1"), ExpectedVersion.Any, [new ClubRenamed("Go")], Metadata, Ct));
        await clubs.AreExactAsync(Ct);
    }

    private WorkerProcess Mover(ShardedClubs clubs) => WorkerProcess.StartMover(database.ConnectionString, clubs.Settings, clubs.Schema, School.Value, "north");

    private async Task KillMoverAsync(ShardedClubs clubs, string when, Shard at)
    {
        await using var mover = Mover(clubs);
        await Eventually.IsTrueAsync(() => clubs.Clubs.ScalarAsync<bool>(when, at), "the mover has come so far", Ct, TimeSpan.FromMinutes(2));
        await mover.KillAsync();
    }

    private static async Task FillAsync(Store store, int appends)
    {
        for (var number = 0; number < appends; number++)
        {
            var came = Enumerable.Range(0, 999).Select(object (learner) => new LearnersCame([new(learner % 50, 0, 0, new byte[8])], Day));
            await store.AppendAsync(new(School, $"club-full-{number}"), ExpectedVersion.MustNotExist, [new ClubOpened("Full", Day), .. came], Metadata, Ct, Club.Aggregate.Alias);
        }
    }
}
