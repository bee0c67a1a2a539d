using System.Net;
using Cohesion.Contracts.Reporting;
using Cohesion.Hosting;
using Cohesion.Testing;

namespace Cohesion.Access.Api;

public class AccessUnderTest : ServiceUnderTest<AccessJson>
{
    public const int Urn = 125123;

    public static SchoolFacts School(long version, string name = "Ash Grove Primary School", bool open = true) =>
        new(Urn, name, 936, "Surrey", "ash-trust", "Ash Trust", "Primary", open, 210, 4, 11, "9362001", version);

    /// <summary>A school that reporting has told of; every test that wants to be alone takes another.</summary>
    public async Task KnowAsync(int urn, string trust, CancellationToken ct)
    {
        await using var reporting = await MessageProbe.StartAsync(Surroundings.VirtualHost, ct);
        await reporting.PublishAsync(new SchoolListed(School(1, $"School {urn}") with { Urn = urn, TrustId = trust, TrustName = "Trust " + trust }, DateTimeOffset.UnixEpoch), ct);
        using var administrator = As(new Person(Role.OrganisationAdministrator, [urn]));
        await Eventually.GivesAsync(() => administrator.GetAsync($"/api/v1/access/members/{urn}", ct), reply => reply.Status == HttpStatusCode.OK, $"school {urn}", ct);
    }

    /// <summary>Invites somebody, as somebody who may; the id of the membership.</summary>
    public async Task<Guid> InviteAsync(Person by, string tenant, string email, Role role, CancellationToken ct, DateOnly? until = null)
    {
        using var client = As(by);
        var reply = (await client.PostAsync($"/api/v1/access/members/{tenant}", new { email, role = RoleNames.Of(role), until = until?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, ct)).Expect(HttpStatusCode.Created);
        return reply.Json["membershipId"]!.GetValue<Guid>();
    }
}

public sealed class AccessInProduction : AccessUnderTest
{
    protected override string Environment => "Production";
}
