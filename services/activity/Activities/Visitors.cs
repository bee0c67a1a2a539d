using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Activity.Activities;

/// <summary>A visitor as typed: a name, and whom they come from.</summary>
public sealed record NamedVisitor(Guid VisitorId, string Name, string From)
{
    public const int LongestName = 100;

    public Visitor Unnamed => new(VisitorId, From);
}

/// <summary>The names of visitors, kept beside the events so that they can be deleted.</summary>
public sealed class Visitors(Store store)
{
    /// <summary>Keeps the names in the transaction that appends the events which refer to them.</summary>
    public Task PutAsync(Work work, Tenant tenant, IReadOnlyList<NamedVisitor> visitors, CancellationToken ct) => visitors.Count == 0
        ? Task.CompletedTask
        : work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(Visitors).Assembly, "Activities.PutVisitors.sql"), new
        {
            tenant = tenant.Value,
            ids = visitors.Select(visitor => visitor.VisitorId).ToArray(),
            names = visitors.Select(visitor => visitor.Name).ToArray(),
        }, work.Transaction, cancellationToken: ct));

    /// <summary>The visitors with their names; one whose name was deleted is "a visitor".</summary>
    public async Task<IReadOnlyList<NamedVisitor>> NamedAsync(Tenant tenant, IReadOnlyList<Visitor> visitors, CancellationToken ct)
    {
        if (visitors.Count == 0)
        {
            return [];
        }

        await using var connection = await store.OpenAsync(tenant, ct);
        var names = (await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition(
            store.Sql(typeof(Visitors).Assembly, "Activities.VisitorNames.sql"),
            new { tenant = tenant.Value, ids = visitors.Select(visitor => visitor.VisitorId).ToArray() }, cancellationToken: ct)))
            .ToDictionary(row => row.Id, row => row.Name);
        return [.. visitors.Select(visitor => new NamedVisitor(visitor.VisitorId, names.GetValueOrDefault(visitor.VisitorId, "A visitor"), visitor.From))];
    }
}
