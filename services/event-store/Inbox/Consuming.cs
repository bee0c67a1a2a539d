namespace Cohesion.EventStore;

/// <summary>At least once delivered, once applied: the inbox row commits with what the message did.</summary>
internal static class Consuming
{
    private const int Attempts = 30;

    public static async Task<bool> RunAsync(
        Shard shard, Tenant? tenant, string consumer, Guid messageId, EventMetadata metadata, Func<Work, CancellationToken, Task> apply, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var work = await Work.BeginAsync(shard, tenant, metadata, ct);
            try
            {
                if (await work.Connection.RunAsync(shard.Own("Inbox.Note.sql"), ct, consumer, messageId, shard.Clock.GetUtcNow(), new Statement.Text(tenant?.Value)) == 0)
                    return false;
                await apply(work, ct);
                var result = await work.CommitAsync(ct);
                if (result is AppendResult.Appended)
                    return true;
                if (attempt == Attempts)
                    throw new StoreContendedException(result.ToString());
            }
            catch (PostgresException error) when (Deciding.IsWorthRetrying(error) && attempt < Attempts)
            {
                // PostgreSQL chose this transaction to end a deadlock
            }
        }
    }
}
