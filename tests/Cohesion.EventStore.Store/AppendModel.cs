using Cohesion.EventStore;

using FsCheck;
using FsCheck.Fluent;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>
/// Random steps against a model that is a dictionary. Those of a round are taken at once, by callers of two replicas: there must be an order in which
/// the model, taking one after the other, would have answered each as the store did.
/// </summary>
public sealed class AppendModel(Database database)
{
    private const string HalfArchived = "select e.tenant_id, e.stream_id, e.version from mt_events e join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id where e.is_archived <> s.is_archived";
    private const string VisitsCounted = """
        select tenant_id, learner::uuid, count(*) from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2
        """;

    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_store_answers_as_a_dictionary_would_whoever_asks_at_once()
    {
        await using var one = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        await using var other = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline), one.Store.Schema);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = Task.Run(() => CommitOrder.ReadAsync(other.Store, done.Token), Ct);
        var run = 0;
        var property = Prop.ForAll(
            RandomSteps.Rounds().ToArbitrary(),
            rounds => Task.Run(() => AgreesAsync([one.Store, other.Store], new Tenant($"run-{Interlocked.Increment(ref run)}"), rounds), Ct).GetAwaiter().GetResult());
        await Task.Run(() => property.Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(30)), Ct);
        await done.CancelAsync();
        Assert.Equal(await one.LinesAsync("select seq_id from mt_events order by 1"), (await reading).Select(position => $"{position}"));
        Assert.Empty(await one.LinesAsync(HalfArchived));
        Assert.Equal(await one.LinesAsync(VisitsCounted), await one.LinesAsync("select tenant_id, learner, times from visits order by 1, 2"));
    }

    private static async Task AgreesAsync(Store[] replicas, Tenant tenant, List<List<Step>> rounds)
    {
        List<ClubsInMemory> possible = [ClubsInMemory.Empty];
        foreach (var round in rounds)
        {
            var answers = await Task.WhenAll(round.Select((step, place) => Task.Run(() => AnswerAsync(replicas[place % replicas.Length], tenant, step), Ct)));
            var next = possible.SelectMany(model => Orders(model, [.. round.Zip(answers)])).DistinctBy(model => model.ToString()).ToList();
            Assert.True(next.Count > 0, $"After [{string.Join(" or ", possible)}] no order of these explains the answers: {string.Join("; ", round.Zip(answers, (step, answer) => $"{step} → {answer}"))}");
            possible = next;
        }

        var stored = await ReadAsync(replicas[0], tenant);
        Assert.Contains(stored, possible.Select(model => (model with { Archived = [] }).ToString()));
    }

    /// <summary>The states that the model may be in after these steps, each answered like this, in some order.</summary>
    private static IEnumerable<ClubsInMemory> Orders(ClubsInMemory model, IReadOnlyList<(Step Step, string Answer)> steps) => steps.Count == 0
        ? [model]
        : steps.SelectMany((first, place) => model.Take(first.Step) is var (next, answer) && answer == first.Answer
            ? Orders(next, [.. steps.Take(place), .. steps.Skip(place + 1)])
            : []);

    private static async Task<string> ReadAsync(Store store, Tenant tenant)
    {
        var streams = ClubsInMemory.Empty.Streams;
        foreach (var stream in RandomSteps.Streams)
        {
            var events = await store.ReadStreamAsync(new(tenant, stream), 1, Ct).ToListAsync(Ct);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(version => (long)version), events.Select(@event => @event.Version));
            if (events.Count > 0)
                streams = streams.Add(stream, [.. events.Select(MarkOf)]);
        }

        return new ClubsInMemory(streams, []).ToString();
    }

    private static Task<string> AnswerAsync(Store store, Tenant tenant, Step step) => step switch
    {
        Step.Append append => AppendAsync(store, tenant, append),
        Step.Together together => AppendAsync(store, tenant, together),
        Step.Decide decide => DecideAsync(store, tenant, decide),
        Step.Archive archive => ArchiveAsync(store, tenant, archive),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task<string> AppendAsync(Store store, Tenant tenant, Step.Append append) => Answer(await store.AppendAsync(
        new(tenant, append.Stream), Version(append.Expected), [.. append.Marks.Select(Event)], Metadata, Ct, Club.Aggregate.Alias, append.HasIds ? append.Marks : null));

    private static async Task<string> AppendAsync(Store store, Tenant tenant, Step.Together together)
    {
        await using var work = await store.Home.BeginAsync(Metadata, Ct);
        foreach (var append in together.Appends)
            work.Append(new(tenant, append.Stream), Club.Aggregate.Alias, Version(append.Expected), [.. append.Marks.Select(Event)]);
        return Answer(await work.CommitAsync(Ct));
    }

    private static async Task<string> DecideAsync(Store store, Tenant tenant, Step.Decide decide)
    {
        var result = await store.DecideAsync(
            Club.Aggregate, new(tenant, decide.Stream), decide.Version,
            club => club.Visits >= Step.Decide.Full ? Decision.Refuse("club-full", "No more learners fit in.") : Decision.Accept(Event(decide.Mark)), Metadata, Ct);
        return result switch
        {
            DecideResult.Done done => $"done {done.Version}",
            DecideResult.Refused refused => $"refused {refused.Code}",
            DecideResult.Stale stale => $"stale {stale.ActualVersion}",
            _ => "not found",
        };
    }

    private static async Task<string> ArchiveAsync(Store store, Tenant tenant, Step.Archive archive) =>
        await store.ArchiveAsync(new(tenant, archive.Stream), Ct) ? "archived" : "not found";

    private static string Answer(AppendResult result) => result switch
    {
        AppendResult.Appended appended => $"appended {string.Join(',', appended.Events.Select(@event => @event.Version))}",
        AppendResult.Stale stale => $"stale {stale.Stream.Id} {stale.ActualVersion}",
        AppendResult.AlreadyExists exists => $"exists {exists.Stream.Id}",
        AppendResult.Archived archived => $"archived {archived.Stream.Id}",
        _ => result.ToString(),
    };

    private static object Event(Guid mark) => Step.IsVisit(mark) ? new LearnersCame([mark], new DateOnly(2026, 11, 20)) : new ClubRenamed($"{mark}");

    private static Guid MarkOf(StoredEvent stored) => stored.Data is LearnersCame came ? came.Learners[0] : Guid.Parse(((ClubRenamed)stored.Data).Name);

    private static ExpectedVersion Version(int expected) => expected switch
    {
        -2 => ExpectedVersion.Any,
        -1 => ExpectedVersion.MustNotExist,
        _ => ExpectedVersion.At(expected),
    };
}
