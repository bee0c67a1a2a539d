using Cohesion.EventStore;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Tests about personal texts: each has a casebook of its own, and keys.</summary>
public abstract class AboutAmira(Database database) : IDisposable
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Database Database { get; } = database;

    protected Casebook Book { get; } = new(database);

    protected Subject Amira => Book.Amira;

    protected ConcernNoted Noted => Book.Noted;

    public void Dispose()
    {
        Book.Dispose();
        GC.SuppressFinalize(this);
    }
}
