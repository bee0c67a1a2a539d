using System.Net;
using System.Text.RegularExpressions;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What holds for every endpoint of every service.</summary>
public sealed partial class Endpoints(House house) : IClassFixture<House>
{
    private const int Theirs = 125123;
    private const int Ours = 100000;

    private static int lastSchool = 110_000;

    /// <summary>People of every role who may act, but somewhere else.</summary>
    private static readonly Person[] Elsewhere = Enum.GetValues<Role>().Select(role => new Person(role, [Ours], ["trust-of-others"], [201])).ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Says_who_may_come_in() => Nobody.Offends(
        house.Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && door.Endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
            && door.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null));

    /// <summary>Nothing personal is seen or changed there, or nobody is signed in yet.</summary>
    private static readonly HashSet<string> OffTheRecord = new(StringComparer.Ordinal)
    {
        "/", "/activity", "/access", "/access/sign-in", "/access/sign-out", "/api/v1/session-tokens", "/access/.well-known/openid-configuration", "/access/.well-known/jwks.json",
        "/access/.well-known/revocations.json", "/access/sign-in/with/{provider}", "/access/sign-in/back/{provider}", "/access/session/renew", "/access/signed-out", "/access/places",
        "/access/accessibility", "/access/privacy", "/reports/public/local-authorities/{code:int}/reach.csv", "/assets/{hash}/{file}", "/health/live", "/health/ready", "/openapi/{documentName}.json",
    };

    [Fact]
    public void Says_what_it_is_for_the_audit() => Nobody.Offends(
        house.Doors.Where(door => !OffTheRecord.Contains(door.Route) && door.Endpoint.Metadata.GetMetadata<Audited>() is null));

    [Fact]
    public void Says_so_truly() => Nobody.Offends(house.Doors.Select(door => (Door: door, Audited: door.Endpoint.Metadata.GetMetadata<Audited>())).Where(one => one.Audited is not null)
        .Where(one => !What().IsMatch(one.Audited!.What) || one.Audited.Act != ActOf(one.Door) || (one.Audited.ForPlatform && one.Door.Route.Contains("{urn", StringComparison.Ordinal))));

    /// <summary>Whoever is turned away by an endpoint is on record, in the chain of their own place.</summary>
    [Fact]
    public async Task Keeps_a_record_of_whom_it_turns_away()
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.IsAboutOnePlace && door.Endpoint.Metadata.GetMetadata<Audited>() is { ForPlatform: false }))
        {
            var school = Interlocked.Increment(ref lastSchool);
            await KnockAsync(door, new Person(Role.Governor, [school], Id: $"turned-away-{school}"));
            if (!await house.IsRefusalOnRecordAsync(door.Service, school, Theirs))
            {
                offenders.Add(door.ToString());
            }
        }

        Nobody.Offends(offenders);
    }

    private static AuditAct ActOf(Door door) =>
        door.Route.EndsWith("/find", StringComparison.Ordinal) ? AuditAct.Saw // what is looked for is no part of an address
        : door.Method is not "GET" ? AuditAct.Changed
        : new[] { ".csv", "/export", "/held", "/copy" }.Any(end => door.Route.EndsWith(end, StringComparison.Ordinal)) ? AuditAct.Exported
        : AuditAct.Saw;

    [Fact]
    public void Is_reached_through_nginx_and_belongs_to_one_service()
    {
        var site = Location().Matches(File.ReadAllText(Repository.File("deploy", "nginx", "site.conf")))
            .Select(location => (Path: new Regex(location.Groups["path"].Value, RegexOptions.None, TimeSpan.FromSeconds(1)), Service: location.Groups["service"].Value)).ToList();
        Assert.Equal(5, site.Count);
        Nobody.Offends(house.Doors
            .Where(door => !door.Route.StartsWith("/health", StringComparison.Ordinal) && !door.Route.StartsWith("/openapi", StringComparison.Ordinal)
                && !door.Route.StartsWith("/assets", StringComparison.Ordinal) && door.Route != "/")
            .Where(door => !site.Where(location => location.Path.IsMatch(door.Route)).Select(location => location.Service).SequenceEqual([door.Service])));
    }

    [Fact]
    public async Task Lets_nobody_in_without_a_session()
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var answer = await KnockAsync(door, null);
            var turnedAway = answer.Status is HttpStatusCode.Unauthorized
                || (answer.Status is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && answer.Location?.StartsWith("/access/sign-in", StringComparison.Ordinal) == true);
            if (!turnedAway)
            {
                offenders.Add($"{door}: {(int)answer.Status}");
            }
        }

        Nobody.Offends(offenders);
    }

    /// <summary>"Not yours" answers like "not there": nothing about another school, trust or local authority comes out, and nothing breaks.</summary>
    [Fact]
    public async Task Tells_nobody_of_other_places()
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.IsAboutOnePlace && door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var person in Elsewhere)
            {
                var answer = await KnockAsync(door, person);
                if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden))
                {
                    offenders.Add($"{door} as {person.Role}: {(int)answer.Status}");
                }
            }
        }

        Nobody.Offends(offenders);
    }

    [Fact]
    public void Are_found_by_these_rules() => Assert.All(
        new[] { "access", "activity", "engagement", "equity-monitoring", "reporting" }, service => Assert.Contains(house.Doors, door => door.Service == service && door.IsAboutOnePlace == (service != "access")));

    private Task<Reply> KnockAsync(Door door, Person? person) => house.KnockAsync(door, person is null ? null : house.Tokens.TokenFor(person), Theirs, Ct);

    [GeneratedRegex("^[a-z]+(-[a-z]+){0,3}$", RegexOptions.ExplicitCapture)]
    private static partial Regex What();

    [GeneratedRegex(@"location ~ (?<path>\^/\(.*?\)\(/\|\$\)) \{ proxy_pass http://(?<service>[a-z-]+); \}")]
    private static partial Regex Location();
}
