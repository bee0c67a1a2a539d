using Cohesion.EventStore;

namespace Cohesion.EventStoreTests;

/// <summary>The store that workers run in processes of their own; every replica of it must be defined alike.</summary>
internal static class ClubsAtWork
{
    public const int Partitions = 4;

    /// <summary>A header of every event: how many events its append consists of, so that a half is recognised.</summary>
    public const string Whole = "events";

    /// <summary>The same, with every event published.</summary>
    public static void DefinePublished(StoreBuilder store)
    {
        Define(store);
        store.Publish((page, _, _) => Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(@event => Outgoing.Of(@event.Data, @event))]));
    }

    public static void Define(StoreBuilder store)
    {
        store.Project(ClubList.Projection(), Lifecycle.Inline);
        store.Project(Visits.Projection(), Lifecycle.Async, Partitions);
    }
}
