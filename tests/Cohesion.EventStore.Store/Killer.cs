using System.Diagnostics;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>
/// Keeps two workers that append and one that only follows, and kills them and PostgreSQL at random moments, everybody about equally often. Some
/// workers die and start while there is no database.
/// </summary>
internal sealed class Killer(KillableDatabase database, Workers workers, int seed)
{
    private const int Projector = 2;
    private const int Postgres = 3;
    private static readonly int[] Callers = [3, 3, 0];
    private readonly Random random = new(seed);
    private readonly WorkerProcess[] running = [.. Callers.Select(workers.Start)];
    private readonly int[] kills = new int[Postgres + 1];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public bool KilledEverybody => !kills.Contains(0);

    public override string ToString() => $"killed: writers {kills[0] + kills[1]}, projector {kills[Projector]}, PostgreSQL {kills[Postgres]}";

    public async Task KillForAsync(TimeSpan time)
    {
        var (started, turns) = (Stopwatch.GetTimestamp(), new Queue<int>());
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            await Task.Delay(random.Next(200, 3_000), Ct);
            if (turns.Count == 0)
                turns = new(ShuffledTurns());
            await KillAsync(turns.Dequeue());
        }
    }

    private int[] ShuffledTurns()
    {
        int[] turns = [0, 1, Projector, Postgres];
        random.Shuffle(turns);
        return turns;
    }

    private async Task KillAsync(int victim)
    {
        kills[victim]++;
        if (victim != Postgres)
        {
            await running[victim].KillAsync();
            running[victim] = workers.Start(Callers[victim]);
            return;
        }

        await database.KillAsync();
        if (random.Next(2) == 0)
            await KillAsync(random.Next(Postgres));
        await database.StartAgainAsync();
    }
}
