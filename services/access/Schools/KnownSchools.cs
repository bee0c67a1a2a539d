using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Access.Schools;

/// <summary>A school as sign-in shows it, with the trust and local authority it belongs to.</summary>
public sealed class KnownSchool
{
    public required int Urn { get; init; }

    public required string Name { get; init; }

    public required int LaCode { get; init; }

    public required string LaName { get; init; }

    public string? TrustId { get; init; }

    public string? TrustName { get; init; }
}

/// <summary>The schools that people may act in, as reporting publishes them.</summary>
public sealed class KnownSchools(Store store)
{
    public Task KeepAsync(SchoolFacts school, CancellationToken ct) => ExecuteAsync("keep", school, ct);

    public Task HasRollAsync(int urn, CancellationToken ct) => ExecuteAsync("roll", new { urn }, ct);

    /// <summary>Open schools whose name has the text, or whose URN is the text; those with a roll first.</summary>
    public async Task<IReadOnlyList<KnownSchool>> SearchAsync(string text, int most, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<KnownSchool>(Command("search", new { text, most }, ct))];
    }

    public async Task<KnownSchool?> FindAsync(int urn, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<KnownSchool>(Command("one", new { urn }, ct));
    }

    /// <summary>Any open school of a trust or a local authority; null where there is none.</summary>
    public async Task<KnownSchool?> FirstInAsync(string? trust, int? la, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<KnownSchool>(Command("scope", new { trust, la }, ct));
    }

    private async Task ExecuteAsync(string statement, object parameters, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(Command(statement, parameters, ct));
    }

    private CommandDefinition Command(string statement, object parameters, CancellationToken ct) =>
        new(store.Sql(typeof(KnownSchools).Assembly, $"Schools.KnownSchools.{statement}.sql"), parameters, cancellationToken: ct);
}
