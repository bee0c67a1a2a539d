using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Watches all the time who owns which partition, as PostgreSQL sees it.</summary>
internal sealed class Ownership : IAsyncDisposable
{
    private static readonly string[] Checkpoints = [.. Enumerable.Range(1, ClubsAtWork.Partitions).Select(number => $"visits:All:{number}/{ClubsAtWork.Partitions}")];
    private readonly StoreUnderTest clubs;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watching;
    private volatile IReadOnlyList<string> owners = [];

    private Ownership(StoreUnderTest clubs)
    {
        this.clubs = clubs;
        watching = Task.Run(WatchAsync);
    }

    /// <summary>The owner of every partition that has one.</summary>
    public IReadOnlyList<string> Owners => owners;

    public int Looks { get; private set; }

    public List<string> OwnedTwice { get; } = [];

    public static Ownership Watch(StoreUnderTest clubs) => new(clubs);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            var found = await LookAsync();
            OwnedTwice.AddRange(found.GroupBy(one => one.Checkpoint).Where(one => one.Count() > 1).Select(one => $"{one.Key}: {string.Join(", ", one)}"));
            owners = [.. found.Select(one => one.Owner)];
            Looks++;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private async Task<List<(string Checkpoint, string Owner)>> LookAsync()
    {
        await using var connection = await clubs.Store.Home.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(clubs.Store.Sql<Ownership>("Owners.sql"), connection);
        command.Parameters.Add(new() { Value = Checkpoints });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<(string, string)>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }
}
