using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Activity.Partners;

/// <summary>A partner that an activity can name.</summary>
public sealed record PartnerChoice(Guid PartnerId, string Name, string Sector, bool Active);

/// <summary>The partners of a school, heard from engagement.</summary>
public sealed class SchoolPartners(Store store)
{
    public async Task<IReadOnlyList<PartnerChoice>> OfAsync(Tenant tenant, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(tenant, ct);
        return [.. await connection.QueryAsync<PartnerChoice>(new CommandDefinition(
            store.Sql(typeof(SchoolPartners).Assembly, "Partners.PartnersOf.sql"), new { tenant = tenant.Value }, cancellationToken: ct))];
    }
}
