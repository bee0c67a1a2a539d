using Cohesion.EventStore;

namespace Cohesion.EventStoreTests;

/// <summary>Writes for a tenant in every way there is, one after the other, and notes what it was answered; where the tenant is away for long it tries again.</summary>
internal sealed class ShardWriter(Store store, Tenant tenant, int seed)
{
    private static readonly EventMetadata Metadata = new(null, null, new Dictionary<string, string>(StringComparer.Ordinal));
    private static readonly DateOnly Day = new(2026, 11, 20);
    private readonly Random random = new(seed);

    /// <summary>The events that are stored, as it was told.</summary>
    public List<StoredEvent> Answered { get; } = [];

    public async Task RunAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            try
            {
                Answered.AddRange(await WriteAsync());
            }
            catch (StoreUnavailableException)
            {
                // the move takes its time, or was killed
            }
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> WriteAsync()
    {
        var club = new StreamKey(tenant, $"club-{random.Next(4)}");
        switch (random.Next(4))
        {
            case 0:
                return Events(await store.AppendAsync(club, ExpectedVersion.Any, [Came()], Metadata, CancellationToken.None, Club.Aggregate.Alias));
            case 1:
                return Events(await store.AppendAsync(club, ExpectedVersion.Any, [new ClubOpened("Chess", Day), Came()], Metadata, CancellationToken.None, Club.Aggregate.Alias, [Guid.NewGuid(), Guid.NewGuid()]));
            case 2:
                var decided = await store.DecideAsync(Club.Aggregate, club, null, state => Club.Welcome(state, Learner()), Metadata, CancellationToken.None, mustExist: false);
                return decided is DecideResult.Done done ? done.Events : [];
            default:
                await using (var work = await store.BeginAsync(tenant, Metadata, CancellationToken.None))
                {
                    work.Append(club, Club.Aggregate.Alias, ExpectedVersion.Any, new ClubRenamed("Go"));
                    work.Append(new(tenant, $"{club.Id}-b"), Club.Aggregate.Alias, ExpectedVersion.Any, Came());
                    return Events(await work.CommitAsync(CancellationToken.None));
                }
        }
    }

    private static IReadOnlyList<StoredEvent> Events(AppendResult result) => result is AppendResult.Appended appended ? appended.Events : [];

    private LearnersCame Came() => new([Learner()], Day);

    private Guid Learner() => new(random.Next(6), 0, 0, new byte[8]);
}
