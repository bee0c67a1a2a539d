namespace Cohesion.EventStore;

/// <summary>
/// The connections to one database, by what they may do: the owner makes tables, work reads and writes rows of all tenants, and requests, who own
/// nothing, those of their scope. The roles of the last two are called like the owner, with <c>_work</c> and <c>_request</c>.
/// </summary>
internal sealed record ShardConnections(NpgsqlDataSource OfOwner, NpgsqlDataSource ForWork, NpgsqlDataSource ToRead, NpgsqlDataSource OfRequests) : IAsyncDisposable
{
    /// <summary>The same database for each role.</summary>
    /// <param name="make">Makes connections of a role; those that only read or end with a transaction leave nothing in a session to be reset.</param>
    public static ShardConnections Make(string connectionString, Func<string, bool, NpgsqlDataSource> make)
    {
        // The owner comes seldom, and locks of a session would wait in the pool for its next visit.
        return new(make(As("", pooled: false), false), make(As("_work"), false), make(As("_work"), true), make(As("_request"), true));

        string As(string role, bool pooled = true)
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            parts.Username += role;
            parts.Pooling &= pooled;
            return parts.ConnectionString;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await OfRequests.DisposeAsync();
        await ToRead.DisposeAsync();
        await ForWork.DisposeAsync();
        await OfOwner.DisposeAsync();
    }
}
