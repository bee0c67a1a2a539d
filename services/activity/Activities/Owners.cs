using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.Activity.Activities;

/// <summary>Which school of the caller an activity or a session belongs to; one of another school is not there.</summary>
public sealed class Owners(Store store)
{
    public Task<int?> OfAsync(ActivityId activity, Caller caller, CancellationToken ct) => OfStreamAsync(activity.ToString(), caller, ct);

    public Task<int?> OfAsync(Sessions.SessionId session, Caller caller, CancellationToken ct) => OfStreamAsync(session.ToString(), caller, ct);

    private async Task<int?> OfStreamAsync(string stream, Caller caller, CancellationToken ct)
    {
        var parameters = new { stream, tenants = caller.Schools.Select(urn => Tenant.Of(urn).Value).ToArray() };
        foreach (var shard in store.Shards)
        {
            await using var connection = await shard.OpenAsync(ct);
            var command = new CommandDefinition(store.Sql(typeof(Owners).Assembly, "Activities.OwnerOf.sql"), parameters, cancellationToken: ct);
            if (await connection.QuerySingleOrDefaultAsync<string>(command) is { } tenant)
            {
                return int.Parse(tenant, NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
