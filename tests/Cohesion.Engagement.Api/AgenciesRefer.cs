using System.Net;
using Cohesion.Testing;
using Npgsql;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class AgenciesRefer(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_referral_arrives_with_its_clock_running()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var received = (await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(1, received.Version);
        Assert.Equal(["decideBy", "id", "match", "receivedAt", "state"], Properties(received));
        Assert.Equal("pending", received.Json["match"]!.GetValue<string>());
        Assert.Equal(EngagementApi.Friday.AddDays(3), received.Json["decideBy"]!.GetValue<DateTimeOffset>());
        var followed = (await agency.Client.GetAsync(received.Location!, Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal("received", followed.Json["state"]!.GetValue<string>());
        Assert.Equal(1, followed.Version);
    }

    [Fact]
    public async Task What_the_agency_sees_holds_no_school_record()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        var seen = await agency.Client.GetAsync($"/api/v1/referrals/{id}", Ct);
        Assert.Equal(
            [
                "acknowledgedAt", "closedAt", "decideBy", "decidedAt", "declineReason", "id", "late", "next", "outcome", "reason", "receivedAt", "signpost", "state", "urgency",
                "urn",
            ],
            Properties(seen));
        var list = (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(["items", "next"], Properties(list));
        foreach (var text in new[] { seen.Text, list.Text })
        {
            Assert.DoesNotContain("Sam", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("learner", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("bin behind", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_broken_request_names_every_fault_and_stores_nothing()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct, schools: [await api.ASchoolAsync(Ct)], reasons: ["bereavement"]), await api.ASchoolAsync(Ct));
        var request = EngagementApi.ARequest(urn, "at once");
        request.Remove("toldFamily");
        request["legalBasis"] = new { kind = "consent" };
        request["extra"] = 1;
        var reply = (await agency.Client.PostAsync("/api/v1/referrals", request, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["extra", "legalBasis.capacity", "legalBasis.when", "legalBasis.who", "legalBasis.wordingVersion", "reason", "toldFamily", "urgency", "urn"],
            reply.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(0, await CountAsync("referral_subjects", urn) + await CountAsync("mt_events", urn));
    }

    [Fact]
    public async Task What_is_no_json_is_refused()
    {
        var agency = await api.AnAgencyAsync(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/referrals")
        {
            Content = new StringContent("{ \"urn\": ", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await agency.Client.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_closed_school_a_foreign_one_and_an_unknown_one_get_the_same_answer()
    {
        var agency = await api.AnAgencyAsync(Ct);
        var replies = new List<string>();
        foreach (var urn in new[] { await api.ASchoolAsync(Ct, open: false), await api.ASchoolAsync(Ct, la: 850), 999999 })
        {
            replies.Add((await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct)).Expect(HttpStatusCode.BadRequest).Json["errors"]!.ToJsonString());
        }

        Assert.Single(replies.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Immediate_danger_is_sent_to_999_and_not_stored()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var request = EngagementApi.ARequest(urn);
        request["immediateDanger"] = true;
        request.Remove("subject");
        var reply = (await agency.Client.PostAsync("/api/v1/referrals", request, Ct)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("immediate-danger", reply.Problem);
        Assert.Contains("999", reply.Json["signpost"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("safeguarding lead", reply.Text, StringComparison.Ordinal);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.referrals where tenant_id = '{urn}'", Ct));
    }

    [Fact]
    public async Task Another_agency_s_referral_is_like_one_that_is_not_there()
    {
        var (one, other, urn) = (await api.AnAgencyAsync(Ct), await api.AnAgencyAsync(Ct, "Ambulance service"), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(one, urn, Ct);
        var foreign = (await other.Client.GetAsync($"/api/v1/referrals/{id}", Ct)).Expect(HttpStatusCode.NotFound);
        var absent = (await other.Client.GetAsync($"/api/v1/referrals/{Guid.NewGuid()}", Ct)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(WithoutTrace(absent), WithoutTrace(foreign));
        Assert.Empty((await other.Client.GetAsync("/api/v1/referrals", Ct)).Json["items"]!.AsArray());
        (await other.Client.PostAsync($"/api/v1/referrals/{id}/cancellation", new { reason = "other" }, Ct)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_post_without_a_key_of_its_own_is_refused()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/referrals") { Content = JsonOf(EngagementApi.ARequest(urn)) };
        (await agency.Client.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_same_post_again_gets_the_first_answer_and_another_body_is_refused()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var first = (await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct, "again")).Expect(HttpStatusCode.Accepted);
        var again = (await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct, "again")).Expect(HttpStatusCode.Accepted);
        Assert.Equal((first.Text, first.Location, first.Version), (again.Text, again.Location, again.Version));
        (await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn, "urgent"), Ct, "again")).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.referrals where tenant_id = '{urn}'", Ct));
    }

    [Fact]
    public async Task While_the_first_is_at_work_the_second_is_told_so()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        Task<Reply> first;
        await using (var connection = new NpgsqlConnection(api.Surroundings.Database.Superuser))
        {
            await connection.OpenAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var hold = new NpgsqlCommand(
                $"insert into engagement.mt_streams (tenant_id, id, type, version) values ('{urn}', 'held-by-the-test', 'test', 0); lock table engagement.referral_subjects in exclusive mode",
                connection, transaction);
            await hold.ExecuteNonQueryAsync(Ct);
            first = agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct, "at once");
            await Eventually.GivesAsync(
                () => api.Surroundings.Database.ScalarAsync<long>("select count(*) from pg_locks where not granted", Ct), waiting => waiting > 0, "the first request waits", Ct);
            (await agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct, "at once")).Expect(HttpStatusCode.Conflict);
            await transaction.RollbackAsync(Ct);
        }

        (await first).Expect(HttpStatusCode.Accepted);
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.referrals where tenant_id = '{urn}'", Ct));
    }

    [Fact]
    public async Task Many_at_the_same_time_make_one_referral()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => agency.Client.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct, "eight")));
        Assert.All(replies, reply => Assert.True(reply.Status is HttpStatusCode.Accepted or HttpStatusCode.Conflict));
        Assert.Single(replies.Where(reply => reply.Status is HttpStatusCode.Accepted).Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.referrals where tenant_id = '{urn}'", Ct));
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_by_state()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        for (var number = 0; number < 27; number++)
        {
            await EngagementApi.ReferAsync(agency, urn, Ct);
        }

        var first = (await agency.Client.GetAsync("/api/v1/referrals?state=received", Ct)).Expect(HttpStatusCode.OK);
        var second = (await agency.Client.GetAsync($"/api/v1/referrals?state=received&cursor={first.Json["next"]!.GetValue<string>()}", Ct)).Expect(HttpStatusCode.OK);
        Assert.Null(second.Json["next"]);
        Assert.Equal(27, first.Json["items"]!.AsArray().Concat(second.Json["items"]!.AsArray()).Select(item => item!["id"]!.GetValue<Guid>()).Distinct().Count());
        Assert.Empty((await agency.Client.GetAsync("/api/v1/referrals?state=declined", Ct)).Json["items"]!.AsArray());
        var wrong = (await agency.Client.GetAsync("/api/v1/referrals?state=lost&cursor=nonsense!", Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(2, wrong.Json["errors"]!.AsArray().Count);
    }

    internal static IEnumerable<string> Properties(Reply reply) => reply.Json.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal);

    private static StringContent JsonOf(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    private static string WithoutTrace(Reply reply)
    {
        var problem = reply.Json.AsObject();
        problem.Remove("traceId");
        problem.Remove("instance");
        return problem.ToJsonString();
    }

    private Task<long> CountAsync(string table, int urn) =>
        api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.{table} where tenant_id = '{urn}'", Ct);
}
