using Npgsql;

namespace Cohesion.EventStore;

/// <summary>At least once delivered, once applied: the inbox row commits with what the message did.</summary>
internal static class Consuming
{
    private const int Attempts = 30;

    public static async Task<bool> RunAsync(
        Store store, string consumer, Guid messageId, EventMetadata metadata, Func<Work, CancellationToken, Task> apply, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var work = await store.BeginAsync(metadata, ct);
            try
            {
                await using var note = work.Connection.Command(store.Own("Inbox.Note.sql"), consumer, messageId, store.Clock.GetUtcNow());
                if (await note.ExecuteNonQueryAsync(ct) == 0)
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
