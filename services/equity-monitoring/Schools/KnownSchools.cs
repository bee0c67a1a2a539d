using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Schools;

/// <summary>A school as this service needs it.</summary>
internal sealed record KnownSchool(int Urn, string Name, bool Open);

/// <summary>The schools that reporting has told of.</summary>
internal sealed class KnownSchools(Store store)
{
    public async Task<KnownSchool?> FindAsync(int urn, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<KnownSchool>(new CommandDefinition(store.Sql<KnownSchools>("Schools.FindSchool.sql"), new { urn }, cancellationToken: ct));
    }
}
