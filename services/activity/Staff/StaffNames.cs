using System.Collections.Concurrent;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.Activity.Staff;

/// <summary>Remembers what to call those who change something, so that a timeline can say who did what. A filter on every endpoint that writes.</summary>
public sealed class StaffNames(Store store) : IEndpointFilter
{
    private readonly ConcurrentDictionary<string, string> remembered = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Caller.From(context.HttpContext.User) is { } caller && remembered.GetValueOrDefault(caller.PersonId) != caller.Name)
        {
            await using var connection = await store.Home.OpenAsync(context.HttpContext.RequestAborted);
            await connection.ExecuteAsync(new CommandDefinition(
                store.Sql(typeof(StaffNames).Assembly, "Staff.PutName.sql"), new { id = caller.PersonId, name = caller.Name },
                cancellationToken: context.HttpContext.RequestAborted));
            remembered[caller.PersonId] = caller.Name;
        }

        return await next(context);
    }

    /// <summary>Names by the person's id; somebody unknown is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> people, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return (await connection.QueryAsync<(string Id, string Name)>(new CommandDefinition(
            store.Sql(typeof(StaffNames).Assembly, "Staff.Names.sql"), new { ids = people.Distinct().ToArray() }, cancellationToken: ct)))
            .ToDictionary(person => person.Id, person => person.Name, StringComparer.Ordinal);
    }
}
