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

    /// <summary>People of every role who may act, but somewhere else.</summary>
    private static readonly Person[] Elsewhere = Enum.GetValues<Role>().Select(role => new Person(role, [Ours], ["trust-of-others"], [201])).ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Says_who_may_come_in() => Nobody.Offends(
        house.Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && door.Endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
            && door.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null));

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

    [GeneratedRegex(@"location ~ (?<path>\^/\(.*?\)\(/\|\$\)) \{ proxy_pass http://(?<service>[a-z-]+); \}")]
    private static partial Regex Location();
}
