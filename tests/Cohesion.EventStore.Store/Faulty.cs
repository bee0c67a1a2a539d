using Cohesion.EventStore;

using Npgsql;

namespace Cohesion.EventStoreTests;

/// <summary>A projection with something in its way.</summary>
internal sealed class Faulty(IProjection real, Action<IReadOnlyList<StoredEvent>>? before = null, Func<NpgsqlConnection, Task>? after = null) : IProjection
{
    public string Name => real.Name;

    public int Version => real.Version;

    public string Ddl => real.Ddl;

    public IReadOnlySet<Type> Handles => real.Handles;

    public async Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        before?.Invoke(events);
        await real.ApplyAsync(events, connection, transaction, ct);
        await (after?.Invoke(connection) ?? Task.CompletedTask);
    }
}
