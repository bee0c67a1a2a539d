using System.Net;
using System.Text.RegularExpressions;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What nobody reaches from another school: not by ids that are there, and not in the database, whatever the code asks of it.</summary>
public sealed partial class Boundaries(House house) : IClassFixture<House>
{
    private const int Theirs = 125123;
    private const int Ours = 100000;
    private static readonly string[] Schemas = ["access", "activity", "engagement", "equity_monitoring", "reporting"];

    /// <summary>All that a request sees without a place: public registers, and how read models are called.</summary>
    private static readonly string[] Public =
    [
        "access.projections", "access.revocations", "access.schools", "access.schools_with_roll", "activity.projections", "engagement.projections", "engagement.schools",
        "equity_monitoring.projections", "reporting.projections", "reporting.schools",
    ];

    /// <summary>The files in which a request sees as the background does. Each says why; a new one has to be added here.</summary>
    private static readonly string[] BeyondItsScope =
    [
        "services/access/Keys/SigningKeys.cs", "services/access/Memberships/AcceptInvitations.cs", "services/access/Memberships/InviteMember.cs",
        "services/access/Memberships/MemberWork.cs", "services/access/People/RecognisePerson.cs", "services/access/Sessions/ActingCaller.cs",
        "services/access/Sessions/SessionList.cs", "services/access/SignIn/SignInAttempts.cs", "services/engagement/Agencies/ApiKeyAuthentication.cs",
        "services/engagement/Agencies/RotateApiKey.cs", "services/engagement/Referrals/CancelReferral.cs", "services/engagement/Referrals/ReceiveReferral.cs",
        "services/hosting/Audit/AuditLedger.cs", "services/hosting/Idempotency/IdempotentAnswers.cs", "services/hosting/Rebuilds/Rebuilds.cs",
        "services/reporting/OpenData/PublishOpenData.cs", "services/reporting/Releases/ReleasedFigures.cs",
    ];

    private static readonly Person[] Tricksters = [new(Role.Head, [Ours]), new(Role.DataManager, [Ours])];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every endpoint and page that takes an id × every role × everything of another school that has one: answered as an id that nothing has.</summary>
    [Fact]
    public async Task What_is_another_schools_answers_like_what_is_not_there()
    {
        var belongings = await Belongings.OfAsync(house, Theirs, Ct);
        var nothing = Guid.Parse("0192f000-0000-7000-8000-000000000000");
        var (offenders, knocks) = (new List<string>(), 0);
        foreach (var door in house.Doors.Where(door => door.TakesAnId && door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !IsForPlatform(door)))
        {
            foreach (var role in Enum.GetValues<Role>().Where(role => role is not Role.Administrator))
            {
                var token = house.Tokens.TokenFor(new Person(role, [Ours], ["trust-of-others"], [201]));
                var first = await house.KnockAsync(door, token, Ours, Ct);
                var expected = Answer(first, nothing);
                var isLetIn = first.Status is not HttpStatusCode.Forbidden; // who is not gets as far with one id as with another
                foreach (var (what, id) in isLetIn ? belongings : belongings.Take(1))
                {
                    knocks++;
                    var got = Answer(await house.KnockAsync(door, token, Ours, Ct, id), id);
                    if (got != expected)
                    {
                        offenders.Add($"{door} as {role} with the id of a foreign {what}: {got} in place of {expected}");
                    }
                }
            }
        }

        Nobody.Offends(offenders);
        Assert.True(knocks > 800, $"Only {knocks} were tried.");
    }

    /// <summary>A foreign URN in other writing, beside the own one, or behind it in a path: never answered as a page or a list.</summary>
    [Theory]
    [InlineData("0125123")]
    [InlineData("%2B125123")]
    [InlineData("125123%20")]
    [InlineData("125123%00")]
    [InlineData("100000%2F..%2F125123")]
    [InlineData("100000/../125123")]
    [InlineData("100000;125123")]
    [InlineData("100000,125123")]
    [InlineData("100000'%20or%20'1'='1")]
    [InlineData("100000)%20or%20tenant_id%20in%20(125123")]
    [InlineData("%EF%BC%91%EF%BC%92%EF%BC%95%EF%BC%91%EF%BC%92%EF%BC%93")]
    public async Task No_other_writing_of_a_place_gets_through(string place)
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.Method == "GET" && door.Route.Contains("{urn", StringComparison.Ordinal)))
        {
            foreach (var person in Tricksters.Where(person => person.Role is Role.Head || door.Route.Contains("/roll", StringComparison.Ordinal)))
            {
                using var client = house.As(door.Service, person);
                var path = door.PathTo(Ours, "some-trust", 936).Replace($"{Ours}", place, StringComparison.Ordinal);
                var answer = await client.GetAsync(path, Ct);
                if ((int)answer.Status is < 300 or >= 500)
                {
                    offenders.Add($"{path} of {door.Service} as {person.Role}: {(int)answer.Status}");
                }
            }
        }

        Nobody.Offends(offenders);
    }

    /// <summary>Places that a header, a query or a body names beside the path are not heard.</summary>
    [Fact]
    public async Task No_header_and_no_query_moves_a_request_to_another_place()
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.Method == "GET" && door.Route.Contains("{urn", StringComparison.Ordinal)))
        {
            foreach (var person in Tricksters)
            {
                using var client = house.As(door.Service, person);
                var (own, foreign) = (door.PathTo(Ours, "some-trust", 936), door.PathTo(Theirs, "some-trust", 936));
                var expected = await client.GetAsync(own, Ct);
                var behind = await client.GetAsync($"{own}?urn={Theirs}&tenant={Theirs}&school={Theirs}&tenant_id={Theirs}", Ct);
                foreach (var header in new[] { "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Path", "X-HTTP-Method-Override", "X-Tenant", "Referer" })
                {
                    client.Headers.Add(header, header == "X-HTTP-Method-Override" ? "DELETE" : foreign);
                }

                var moved = await client.GetAsync(own, Ct);
                // the record of who saw what shows what this person has asked for in vain
                var isRecord = door.Route.Contains("/audit", StringComparison.Ordinal);
                if (moved.Status != expected.Status || (!isRecord && moved.Text.Contains($"{Theirs}", StringComparison.Ordinal)) || (int)behind.Status >= 500
                    || new[] { moved, behind }.Any(answer => answer.Text.Contains("their Gurdwara", StringComparison.Ordinal)))
                {
                    offenders.Add($"{door} as {person.Role}");
                }
            }
        }

        Nobody.Offends(offenders);
    }

    [Fact]
    public async Task Row_level_security_is_forced_on_every_table_of_every_service()
    {
        Nobody.Offends(await house.LinesAsync($"select relnamespace::regnamespace || '.' || relname from pg_class where {OfServices} and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)", Ct));
        Nobody.Offends(await house.LinesAsync($"select relnamespace::regnamespace || '.' || relname || ' is a view or the like, and views see as their owner' from pg_class where {OfServices} and relkind in ('v', 'm', 'f')", Ct));
        Nobody.Offends(await house.LinesAsync($"select pronamespace::regnamespace || '.' || proname || ' runs as its owner' from pg_proc where pronamespace::regnamespace::text = any ({Names}) and prosecdef", Ct));
    }

    [Fact]
    public async Task Requests_and_work_own_nothing_and_may_become_nobody_else()
    {
        Nobody.Offends(await house.LinesAsync("select r.rolname || ' owns ' || d.objid from pg_shdepend d join pg_roles r on r.oid = d.refobjid where d.deptype = 'o' and r.rolname ~ '^(access|activity|engagement|equity_monitoring|reporting)_(work|request)$'", Ct));
        Nobody.Offends(await house.LinesAsync("select rolname from pg_roles where rolname ~ '^(access|activity|engagement|equity_monitoring|reporting)(_request)?$' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)", Ct));
        Nobody.Offends(await house.LinesAsync("select member::regrole || ' is in ' || roleid::regrole from pg_auth_members where member::regrole::text ~ '^(access|activity|engagement|equity_monitoring|reporting)'", Ct));
        Nobody.Offends(await house.LinesAsync($"select s || ' lets ' || r || ' in' from unnest({Names}) s, unnest({Names}) o, unnest(array[o, o || '_work', o || '_request']) r where s <> o and has_schema_privilege(r, s, 'usage')", Ct));
    }

    /// <summary>Asked by its own role: what is open to a request that names no place has no condition on places.</summary>
    [Fact]
    public async Task Without_a_place_a_request_sees_public_registers_only() => Assert.Equal(
        Public,
        await house.LinesAsync($"select distinct schemaname || '.' || tablename from pg_policies where schemaname = any ({Names}) and policyname in ('requests_see', 'requests_write') and qual = 'true' order by 1", Ct));

    /// <summary>A condition that asks another table is bound by that table's own.</summary>
    [Fact]
    public async Task Every_other_condition_asks_for_the_place() => Nobody.Offends(await house.LinesAsync(
        $"select schemaname || '.' || tablename || ': ' || qual from pg_policies where schemaname = any ({Names}) and policyname in ('requests_see', 'requests_write') and qual <> 'true' and qual not like '%scope()%' and qual !~ 'FROM (engagement\\.(referrals|agency_keys)|access\\.memberships|equity_monitoring\\.roll_files)'", Ct));

    [Fact]
    public void A_request_sees_beyond_its_scope_only_where_it_must() => Assert.Equal(
        BeyondItsScope, Sources.OfServices.Where(source => source.Path != "services/event-store/DataScope.cs" && source.Text.Contains("DataScope.Beyond(", StringComparison.Ordinal)).Select(source => source.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_but_the_start_of_a_request_sets_its_scope() => Assert.Equal(
        ["services/hosting/RequestScope.cs"], Sources.OfServices.Where(source => source.Text.Contains("DataScope.Enter(", StringComparison.Ordinal)).Select(source => source.Path));

    [Fact]
    public void No_service_opens_connections_of_its_own() => Assert.Equal(
        [], Sources.OfServices.Where(source => !source.Path.StartsWith("services/event-store/", StringComparison.Ordinal) && Connects().IsMatch(source.Text)).Select(source => source.Path));

    private static string Names => $"array[{string.Join(',', Schemas.Select(schema => $"'{schema}'"))}]";

    private static string OfServices => $"relnamespace::regnamespace::text = any ({Names})";

    private static bool IsForPlatform(Door door) => door.Endpoint.Metadata.GetMetadata<Audited>() is { ForPlatform: true };

    /// <summary>The status and the text, without the id itself and what differs by the time of asking.</summary>
    private static string Answer(Reply reply, Guid id) => $"{(int)reply.Status} {reply.Location} {Changing().Replace(reply.Text, "")}".Replace(id.ToString(), "ID", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""\"traceId\":\"[^\"]*\"|00-[0-9a-f]{32}-[0-9a-f]{16}-0\d|[0-9a-f]{32}""")]
    private static partial Regex Changing();

    [GeneratedRegex(@"new NpgsqlConnection\(|NpgsqlDataSource|NpgsqlDataSourceBuilder")]
    private static partial Regex Connects();
}
