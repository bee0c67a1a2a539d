using Cohesion.EventStore;

using FsCheck;
using FsCheck.Fluent;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Random appends against a model that is a dictionary.</summary>
public sealed class AppendModel(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_store_answers_as_a_dictionary_would()
    {
        await using var clubs = await database.StartAsync();
        var run = 0;
        var step = from stream in Gen.Choose(0, 2)
                   from expected in Gen.Choose(-2, 5)
                   from events in Gen.Choose(1, 3)
                   select (stream, expected, events);
        var transaction = step.NonEmptyListOf().Select(steps => steps.Take(4).ToList());
        var property = Prop.ForAll(
            transaction.NonEmptyListOf().ToArbitrary(),
            transactions => Task.Run(() => AgreesAsync(clubs.Store, new Tenant($"run-{Interlocked.Increment(ref run)}"), [.. transactions]), Ct).GetAwaiter().GetResult());
        await Task.Run(() => property.Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(20)), Ct);
    }

    private static async Task<bool> AgreesAsync(Store store, Tenant tenant, List<List<(int Stream, int Expected, int Events)>> transactions)
    {
        var model = new Dictionary<int, List<string>> { [0] = [], [1] = [], [2] = [] };
        foreach (var transaction in transactions)
        {
            var (next, expected) = Model(model, tenant, transaction);
            await using var work = await store.BeginAsync(Metadata, Ct);
            foreach (var (step, place) in transaction.Select((step, place) => (step, place)))
                work.Append(Key(tenant, step.Stream), "club", Version(step.Expected), [.. Enumerable.Range(0, step.Events).Select(number => new ClubRenamed($"{place}.{number}"))]);
            var actual = await work.CommitAsync(Ct);
            if (expected is null ? actual is not AppendResult.Appended : actual != expected)
                return false;
            model = expected is null ? next : model;
        }

        foreach (var (stream, names) in model)
        {
            var stored = await store.ReadStreamAsync(Key(tenant, stream), 1, Ct).ToListAsync(Ct);
            if (!stored.Select(@event => ((ClubRenamed)@event.Data).Name).SequenceEqual(names) || !stored.Select(@event => @event.Version).SequenceEqual(Enumerable.Range(1, names.Count).Select(version => (long)version)))
                return false;
        }

        return true;
    }

    private static (Dictionary<int, List<string>> Next, AppendResult? Refusal) Model(Dictionary<int, List<string>> model, Tenant tenant, List<(int Stream, int Expected, int Events)> transaction)
    {
        var next = model.ToDictionary(stream => stream.Key, stream => stream.Value.ToList());
        foreach (var (step, place) in transaction.Select((step, place) => (step, place)))
        {
            var names = next[step.Stream];
            if (step.Expected == -1 && names.Count > 0)
                return (next, new AppendResult.AlreadyExists(Key(tenant, step.Stream)));
            if (step.Expected >= 0 && step.Expected != names.Count)
                return (next, new AppendResult.Stale(Key(tenant, step.Stream), names.Count));
            names.AddRange(Enumerable.Range(0, step.Events).Select(number => $"{place}.{number}"));
        }

        return (next, null);
    }

    private static StreamKey Key(Tenant tenant, int stream) => new(tenant, $"club-{stream}");

    private static ExpectedVersion Version(int expected) => expected switch
    {
        -2 => ExpectedVersion.Any,
        -1 => ExpectedVersion.MustNotExist,
        _ => ExpectedVersion.At(expected),
    };
}
