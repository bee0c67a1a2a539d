using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace Cohesion.Engagement.Api;

/// <summary>Every endpoint that takes an agency's key, from the service's own table, tried with another agency's referrals and with schools that are none of its business.</summary>
public sealed class AgenciesSeeTheirOwnOnly(EngagementApi api)
{
    private static readonly string[] PerRequest = ["Date", "Server-Timing"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_endpoints_for_agencies_are_found_by_these_rules()
    {
        var doors = Doors.Select(door => door.ToString()).ToList();
        Assert.Contains("POST /api/v1/referrals", doors);
        Assert.Contains("GET /api/v1/referrals/{id:guid}", doors);
        Assert.Contains("POST /api/v1/agency-keys/rotate", doors);
    }

    [Fact]
    public async Task What_is_not_yours_answers_byte_for_byte_like_what_is_not_there()
    {
        var (mine, theirs, urn) = (await api.AnAgencyAsync(Ct), await api.AnAgencyAsync(Ct, "Ambulance service"), await api.ASchoolAsync(Ct));
        var (foreign, learner) = (await EngagementApi.ReferAsync(theirs, urn, Ct), Guid.NewGuid());
        var document = await Documented.ReadAsync(api, Ct);
        var before = await StateOfAsync(theirs, foreign, urn);
        List<string> offenders = [];
        foreach (var door in Doors.Where(door => door.HasParameters))
        {
            foreach (var body in BodiesOf(door, document, urn))
            {
                foreach (var ifMatch in new[] { null, "\"1\"", "\"99\"", "\"x\"", "*" })
                {
                    var absent = await TryAsync(mine, door, Guid.NewGuid(), body, ifMatch);
                    foreach (var guess in new[] { foreign, theirs.Id, theirs.KeyId, learner, Guid.Empty })
                    {
                        var answer = await TryAsync(mine, door, guess, body, ifMatch);
                        if (answer != absent)
                        {
                            offenders.Add($"{door} with {body} and If-Match {ifMatch}:\n{answer}\nand for what is not there:\n{absent}");
                        }
                    }
                }
            }
        }

        Assert.Empty(offenders);
        Assert.Equal(before, await StateOfAsync(theirs, foreign, urn));
    }

    [Fact]
    public async Task Schools_that_are_none_of_an_agency_s_business_all_get_one_answer()
    {
        var near = await api.ASchoolAsync(Ct);
        var mine = await api.AnAgencyAsync(Ct, schools: [near], key: new { schools = new[] { near } });
        var (closed, far) = (await api.ASchoolAsync(Ct, open: false), await api.ASchoolAsync(Ct, la: 850));
        var (beyondKey, document) = (await api.ASchoolAsync(Ct), await Documented.ReadAsync(api, Ct));
        var taking = Doors.Where(door => document.SchemaOf(door.Method, door.Pattern)?["properties"]?["urn"] is not null).ToList();
        Assert.NotEmpty(taking);
        foreach (var door in taking)
        {
            foreach (var make in new Func<int, string>[] { Generated, Referral })
            {
                HashSet<string> answers = [];
                foreach (var urn in new[] { closed, far, beyondKey, 999_999, 999_998 })
                {
                    answers.Add(await TryAsync(mine, door, Guid.NewGuid(), make(urn), null));
                }

                Assert.Single(answers);
            }

            string Generated(int urn) => document.BodyOf(document.SchemaOf(door.Method, door.Pattern)!, urn);
        }

        static string Referral(int urn) => JsonSerializerOf(EngagementApi.ARequest(urn));
    }

    [Fact]
    public async Task No_list_and_no_guess_at_its_parameters_gives_anything_of_another_agency_s()
    {
        var (mine, theirs, urn) = (await api.AnAgencyAsync(Ct), await api.AnAgencyAsync(Ct, "Ambulance service"), await api.ASchoolAsync(Ct));
        var (foreign, own, document) = (await EngagementApi.ReferAsync(theirs, urn, Ct), await EngagementApi.ReferAsync(mine, urn, Ct), await Documented.ReadAsync(api, Ct));
        string[] guesses =
        [
            foreign.ToString(), theirs.Id.ToString(), urn.ToString(CultureInfo.InvariantCulture), "' or 1=1 --", "%", "\0", "received", "\u202E",
            CursorTo("9999-12-31T23:59:59.9999999+00:00", foreign.ToString()), CursorTo("0001-01-01T00:00:00.0000000+00:00", foreign.ToString()), CursorTo("x", "y"),
        ];
        foreach (var door in Doors.Where(door => door is { HasParameters: false, Method: "GET" }))
        {
            foreach (var query in document.QueryOf(door.Method, door.Pattern).Concat(["agencyId", "agency", "urn", "id"]).SelectMany(name => guesses.Select(guess => $"?{name}={Uri.EscapeDataString(guess)}")).Prepend(""))
            {
                var reply = await mine.Client.GetAsync(door.Pattern + query, Ct);
                Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{door}{query} answered {(int)reply.Status}: {reply.Text}");
                Assert.False(reply.Status == HttpStatusCode.OK && reply.Text.Contains(foreign.ToString(), StringComparison.Ordinal), $"{door}{query} tells of {foreign}");
            }
        }

        Assert.Contains(own.ToString(), (await mine.Client.GetAsync("/api/v1/referrals", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_opens_less_sees_less_even_of_its_agency_s_own()
    {
        var (urn, other, elsewhere) = (await api.ASchoolAsync(Ct), await api.ASchoolAsync(Ct), await api.ASchoolAsync(Ct, la: 850));
        var agency = await api.AnAgencyAsync(Ct, schools: [urn, other, elsewhere]);
        var (here, there) = (await EngagementApi.ReferAsync(agency, urn, Ct), await EngagementApi.ReferAsync(agency, other, Ct));
        foreach (var (narrow, sees) in new (object, bool)[]
        {
            (new { schools = new[] { urn } }, true), (new { schools = new[] { elsewhere } }, false), (new { reasons = new[] { "fire-safety" } }, true),
            (new { reasons = new[] { "wellbeing" } }, false), (new { urgencies = new[] { "soon" } }, true), (new { urgencies = new[] { "routine" } }, false),
        })
        {
            var key = await api.AKeyAsync(agency.Id, narrow, Ct);
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await key.Client.GetAsync($"/api/v1/referrals/{here}", Ct)).Status);
            Assert.Equal(sees, (await key.Client.GetAsync("/api/v1/referrals", Ct)).Text.Contains(here.ToString(), StringComparison.Ordinal));
            using var administrator = api.As(Role.Administrator);
            (await administrator.DeleteAsync($"/api/v1/agencies/{agency.Id}/keys/{key.KeyId}", Ct)).Expect(HttpStatusCode.NoContent);
        }

        var hereOnly = await api.AKeyAsync(agency.Id, new { schools = new[] { urn } }, Ct);
        Assert.DoesNotContain(there.ToString(), (await hereOnly.Client.GetAsync("/api/v1/referrals", Ct)).Text, StringComparison.Ordinal);
        (await hereOnly.Client.PostAsync($"/api/v1/referrals/{there}/cancellation", new { reason = "other" }, Ct)).Expect(HttpStatusCode.NotFound);
        var routine = await api.AKeyAsync(agency.Id, new { urgencies = new[] { "routine" } }, Ct);
        var refused = (await routine.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn, "urgent"), Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("urgency-not-allowed", refused.Json["errors"]![0]!["code"]!.GetValue<string>());
    }

    private List<Route> Doors => [.. Route.Of(api.Services).Where(route => route.Endpoint.Metadata.GetMetadata<AuthorizationPolicy>()?.AuthenticationSchemes.Contains("ApiKey") == true)];

    private async Task<string> TryAsync(AnAgency agency, Route door, Guid id, string? body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.PathWith(_ => id.ToString()));
        request.Content = body is null || door.Method == "GET" ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return Wire(await agency.Client.SendAsync(request, Ct), id);
    }

    /// <summary>Status, headers and body, without what differs from request to request: the date, the time taken, the trace, and the id that was asked for.</summary>
    private static string Wire(Reply reply, Guid id)
    {
        var headers = reply.Headers.Concat(reply.ContentHeaders).Where(header => !PerRequest.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        var body = reply.ContentHeaders.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && reply.Json is JsonObject json ? WithoutTrace(json) : reply.Text;
        return $"{(int)reply.Status}\n{string.Join('\n', headers)}\n{body.Replace(id.ToString(), "{id}", StringComparison.Ordinal)}";
    }

    private static string WithoutTrace(JsonObject json)
    {
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private async Task<(string, long)> StateOfAsync(AnAgency agency, Guid referral, int urn) => (
        (await agency.Client.GetAsync($"/api/v1/referrals/{referral}", Ct)).Expect(HttpStatusCode.OK).Text,
        await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.mt_events where tenant_id = '{urn}'", Ct));

    private static List<string?> BodiesOf(Route door, Documented document, int urn) =>
        [null, "{}", "{", .. document.SchemaOf(door.Method, door.Pattern) is { } schema ? new[] { document.BodyOf(schema, urn) } : []];

    private static string CursorTo(string at, string id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{at}|{id}"));

    private static string JsonSerializerOf(Dictionary<string, object?> request) => System.Text.Json.JsonSerializer.Serialize(request, ApiClient.Json);
}
