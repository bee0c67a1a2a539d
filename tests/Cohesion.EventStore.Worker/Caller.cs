using System.Globalization;

using Cohesion.EventStoreTests;

using Npgsql;

namespace Cohesion.EventStore.Worker;

/// <summary>
/// One of several callers of a worker. It appends in every way there is, to streams of its own and to some that all callers of all workers want,
/// and says what it was answered before it goes on. Where it has given ids it asks again until it is answered, otherwise it never learns.
/// </summary>
internal sealed class Caller(Store store, Answers answers, int seed)
{
    private const int Tenants = 12;
    private const int LongestPause = 10;
    private const int SecondsAClubIsWanted = 10;
    private static readonly DateOnly Day = new(2026, 11, 20);
    private readonly Random random = new(seed);
    private readonly Dictionary<StreamKey, long> seen = [];

    public async Task RunAsync()
    {
        while (true)
        {
            var mark = Guid.NewGuid();
            try
            {
                await (random.Next(5) switch
                {
                    0 => AppendAsync(mark, NewClub(), ExpectedVersion.MustNotExist, [new ClubOpened("Chess", Day), .. Visits(2)]),
                    1 => AppendAsync(mark, WantedClub(), ExpectedVersion.Any, Visits(3)),
                    2 => RenameAsync(mark, WantedClub()),
                    3 => DecideAsync(mark, WantedClub()),
                    _ => AppendToSeveralAsync(mark),
                });
            }
            catch (Exception error) when (IsAway(error))
            {
                await Task.Delay(LongestPause);
            }
            catch (Exception error)
            {
                answers.Wrong(error.ToString());
            }

            await Task.Delay(random.Next(LongestPause));
        }
    }

    private static bool IsAway(Exception error) => error is NpgsqlException or TimeoutException or StoreUnavailableException;

    private async Task AppendAsync(Guid mark, StreamKey club, ExpectedVersion expected, IReadOnlyList<object> events)
    {
        var ids = events.Select(_ => Guid.NewGuid()).ToList();
        Task<AppendResult> TryAsync() => store.AppendAsync(club, expected, events, Metadata(mark, events.Count), CancellationToken.None, Club.Aggregate.Alias, ids);
        var answer = await UntilAnsweredAsync(TryAsync);
        Tell(mark, club, answer);
        if (random.Next(4) > 0 || answer is not AppendResult.Appended first)
            return;
        var repeat = await UntilAnsweredAsync(TryAsync);
        if (repeat is not AppendResult.Appended again || !first.Events.Select(Place).SequenceEqual(again.Events.Select(Place)))
            answers.Wrong($"repeat of {mark}: {repeat} instead of {first}");

        static (Guid, long) Place(StoredEvent @event) => (@event.Id, @event.Version);
    }

    private async Task RenameAsync(Guid mark, StreamKey club)
    {
        var expected = ExpectedVersion.At(seen.GetValueOrDefault(club));
        var renamed = new ClubRenamed(mark.ToString()[..4]);
        if (random.Next(2) == 0)
            await AppendAsync(mark, club, expected, [renamed]);
        else
            Tell(mark, club, await store.AppendAsync(club, expected, [renamed], Metadata(mark, 1), CancellationToken.None, Club.Aggregate.Alias));
    }

    private async Task DecideAsync(Guid mark, StreamKey club)
    {
        var closes = random.Next(5) == 0;
        var result = await store.DecideAsync(
            Club.Aggregate, club, null, state => closes && !state.IsClosed ? Decision.Accept(new ClubClosed(ClubClosing.TooFewCame)) : Club.Welcome(state, Learner()),
            Metadata(mark, 1), CancellationToken.None);
        if (result is DecideResult.Done done)
            answers.Appended(mark, done.Events);
        else
            answers.Refused(mark);
    }

    private async Task AppendToSeveralAsync(Guid mark)
    {
        StreamKey[] clubs = [NewClub(), WantedClub(), WantedClub(), WantedClub()];
        await using var work = await store.Home.BeginAsync(Metadata(mark, clubs.Length + 1), CancellationToken.None);
        foreach (var club in clubs)
            work.Append(club, Club.Aggregate.Alias, ExpectedVersion.Any, random.Next(2) == 0 ? new ClubOpened("Go", Day) : Visits(1)[0]);
        work.Append(clubs[0], Club.Aggregate.Alias, ExpectedVersion.At(1), new ClubRenamed("Draughts"));
        Tell(mark, clubs[0], await work.CommitAsync(CancellationToken.None));
    }

    private async Task<AppendResult> UntilAnsweredAsync(Func<Task<AppendResult>> tryAsync)
    {
        while (true)
        {
            try
            {
                return await tryAsync();
            }
            catch (Exception error) when (IsAway(error))
            {
                await Task.Delay(LongestPause);
            }
        }
    }

    private void Tell(Guid mark, StreamKey club, AppendResult answer)
    {
        if (answer is AppendResult.Appended appended)
            answers.Appended(mark, appended.Events);
        else
            answers.Refused(mark);
        seen[club] = answer switch
        {
            AppendResult.Appended done => done.Events.Last(@event => @event.Stream == club).Version,
            AppendResult.Stale stale => stale.ActualVersion,
            _ => 0,
        };
    }

    private static EventMetadata Metadata(Guid mark, int events) => new(
        mark.ToString(), null, new Dictionary<string, string>(StringComparer.Ordinal) { [ClubsAtWork.Whole] = events.ToString(CultureInfo.InvariantCulture) });

    private List<object> Visits(int atMost) => [.. Enumerable.Range(0, random.Next(1, atMost + 1)).Select(_ => new LearnersCame([Learner()], Day))];

    private Guid Learner() => new(random.Next(6), 0, 0, new byte[8]);

    private StreamKey NewClub() => new(Tenant.Of(random.Next(Tenants)), $"club-{Guid.NewGuid()}");

    /// <summary>One that every caller may want now. Others are wanted later, so that no stream grows for ever.</summary>
    private StreamKey WantedClub() => new(Tenant.Of(random.Next(2)), $"club-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / SecondsAClubIsWanted}-{random.Next(3)}");
}
