using System.Threading.Channels;

namespace Cohesion.EventStore;

/// <summary>Applies every event to the tables of a rebuild: reads and decodes on one connection while it folds and writes on another.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private const int EventsAPage = 2_000;
    private const int PagesAhead = 4;
    private readonly Shard shard;
    private readonly Followed followed;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlConnection source;
    private readonly HashSet<long> skipped;
    private readonly Action<long, long>? progress;
    private readonly IRowReplay? rows;

    private Replay(Shard shard, Followed followed, NpgsqlConnection connection, NpgsqlConnection source, HashSet<long> skipped, Action<long, long>? progress)
    {
        (this.shard, this.followed, this.connection, this.source, this.skipped, this.progress) = (shard, followed, connection, source, skipped, progress);
        rows = (followed.Projection as IRowProjection)?.BeginReplay();
    }

    /// <summary>Everything up to here has been applied.</summary>
    public long Position { get; private set; }

    public static async Task<Replay> BeginAsync(Shard shard, Followed followed, NpgsqlConnection connection, Action<long, long>? progress, CancellationToken ct) =>
        new(shard, followed, connection, await shard.OpenAsOwnerAsync(ct), await Skips.OfAsync(shard, followed.Name, connection, ct), progress);

    /// <summary>Applies what is there now and has not been applied.</summary>
    public async Task CatchUpAsync(NpgsqlTransaction? within, CancellationToken ct)
    {
        await using var own = within is null ? await connection.BeginTransactionAsync(ct) : null;
        var head = await source.ValueAsync<long>(shard.Own("Following.ReadHead.sql"), ct);
        if (head > Position)
            await ApplyAsync(head, within ?? own!, ct);
        if (rows is not null)
            await rows.FlushAsync(connection, ct);
        Position = Math.Max(head, Position);
        if (own is not null)
            await own.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task ApplyAsync(long head, NpgsqlTransaction transaction, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pages = Channel.CreateBounded<List<StoredEvent>>(new BoundedChannelOptions(PagesAhead) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(head, pages.Writer, stop.Token);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(ct))
            {
                await (rows is null ? followed.Projection.ApplyAsync(page, connection, transaction, ct) : rows.ApplyAsync(page, connection, ct));
                progress?.Invoke(page is [.., var last] ? last.Position : head, head);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(long head, ChannelWriter<List<StoredEvent>> pages, CancellationToken ct)
    {
        try
        {
            await using var command = source.Command(shard.Own("Projections.ReplayEvents.sql"), Position, head, shard.Types.AliasesOf(followed.Projection.Handles));
            command.CommandTimeout = 0;
            await using var found = await command.ExecuteReaderAsync(ct);
            var page = new List<StoredEvent>(EventsAPage);
            while (await found.ReadAsync(ct))
            {
                if (skipped.Contains(found.GetInt64(0)))
                    continue;
                page.Add(Recorded.Read(found, shard.Types)!);
                if (page.Count < EventsAPage)
                    continue;
                await Opening.OpenAsync(shard, page, ct);
                await pages.WriteAsync(page, ct);
                page = new(EventsAPage);
            }

            await Opening.OpenAsync(shard, page, ct);
            await pages.WriteAsync(page, ct);
            pages.Complete();
        }
        catch (Exception error)
        {
            pages.Complete(error);
            throw;
        }
    }
}
