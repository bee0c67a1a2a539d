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
        if (Caller.From(context.HttpContext.User) is { } caller)
        {
            var schools = caller.Schools.Order().Select(urn => Tenant.Of(urn).Value).ToArray();
            var known = string.Join('|', [caller.Name, .. schools]);
            if (remembered.GetValueOrDefault(caller.PersonId) != known)
            {
                await KeepAsync(caller, schools, context.HttpContext.RequestAborted);
                remembered[caller.PersonId] = known;
            }
        }

        return await next(context);
    }

    private async Task KeepAsync(Caller caller, string[] schools, CancellationToken ct)
    {
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(), ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            store.Sql(typeof(StaffNames).Assembly, "Staff.PutName.sql"), new { id = caller.PersonId, name = caller.Name, schools }, work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
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
