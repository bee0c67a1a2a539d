using System.Net;
using System.Text.Json;
using Cohesion.Contracts.Engagement;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class SchoolsAnswer(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_referral_goes_its_whole_way_and_each_step_is_told_without_a_name()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        var received = await probe.HearAsync<ReferralReceived>();
        var progressed = await probe.HearAsync<ReferralProgressed>();
        var decided = await probe.HearAsync<ReferralDecided>();
        var closed = await probe.HearAsync<ReferralClosed>();
        var id = await EngagementApi.ReferAsync(agency, urn, Ct, name: "Zebedee Unmistakable");
        using var lead = api.As(Role.CohesionLead, urn);
        Assert.Equal("acknowledged", await StepAsync(lead, id, "acknowledgement", null, 1));
        Assert.Equal("accepted", await StepAsync(lead, id, "acceptance", null, 2));
        Assert.Equal("in-progress", await StepAsync(lead, id, "start", null, 3));
        Assert.Equal("completed", await StepAsync(lead, id, "completion", new { outcome = "met", betterOff = "yes", note = "Zebedee sees Mr Mentor." }, 4));

        var seen = (await agency.Client.GetAsync($"/api/v1/referrals/{id}", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(("completed", "met", 5L), (seen.Json["state"]!.GetValue<string>(), seen.Json["outcome"]!.GetValue<string>(), seen.Version));
        Assert.DoesNotContain("Mentor", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test ", seen.Text, StringComparison.Ordinal);

        string[] told =
        [
            JsonSerializer.Serialize((await received.FirstAsync(message => message.Referral.ReferralId == id, Ct)).Message),
            JsonSerializer.Serialize((await progressed.FirstAsync(message => message.Referral.ReferralId == id && message.Referral.State == "acknowledged", Ct)).Message),
            JsonSerializer.Serialize((await progressed.FirstAsync(message => message.Referral.ReferralId == id && message.Referral.State == "in-progress", Ct)).Message),
            JsonSerializer.Serialize((await decided.FirstAsync(message => message.Referral.ReferralId == id, Ct)).Message),
            JsonSerializer.Serialize((await closed.FirstAsync(message => message.Referral.ReferralId == id, Ct)).Message),
        ];
        Assert.All(told, message =>
        {
            Assert.DoesNotContain("Zebedee", message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("bin behind", message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("GU21", message, StringComparison.OrdinalIgnoreCase);
        });
        var last = (await closed.FirstAsync(message => message.Referral.ReferralId == id, Ct)).Message;
        Assert.Equal(("met", 5L, urn, "fire-safety"), (last.Outcome, last.Referral.Version, last.Referral.Urn, last.Referral.ReferralType));
        Assert.NotNull(last.Referral.DecidedAt);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from engagement.mt_events where data::text ilike '%zebedee%' or data::text ilike '%GU21%'", Ct));
    }

    [Fact]
    public async Task A_declined_referral_shows_the_agency_reason_and_signpost()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var head = api.As(Role.Head, urn);
        await StepAsync(head, id, "acknowledgement", null, 1);
        var faults = (await head.PostAsync($"/api/v1/referrals/{id}/decline", new { reason = "no" }, Ct, ifMatch: 2)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["reason", "signpost"], faults.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()));
        Assert.Equal("declined", await StepAsync(head, id, "decline", new { reason = "not-our-learner", signpost = "The family hub, 01483 000000" }, 2));
        var seen = (await agency.Client.GetAsync($"/api/v1/referrals/{id}", Ct)).Json;
        Assert.Equal(("not-our-learner", "The family hub, 01483 000000"), (seen["declineReason"]!.GetValue<string>(), seen["signpost"]!.GetValue<string>()));
        Assert.Equal("The family hub, 01483 000000", (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Json["items"]![0]!["signpost"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_step_that_does_not_follow_is_refused_with_those_that_do()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var lead = api.As(Role.PastoralLead, urn);
        await StepAsync(lead, id, "acknowledgement", null, 1);
        var refused = (await lead.PostAsync($"/api/v1/referrals/{id}/start", null, Ct, ifMatch: 2)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("referral-state", refused.Problem);
        Assert.Equal(["accepted", "declined"], refused.Json["allowed"]!.AsArray().Select(state => state!.GetValue<string>()));
        (await agency.Client.PostAsync($"/api/v1/referrals/{id}/cancellation", new { reason = "no-longer-needed" }, Ct)).Expect(HttpStatusCode.OK);
        var closed = (await agency.Client.PostAsync($"/api/v1/referrals/{id}/cancellation", new { reason = "no-longer-needed" }, Ct)).Expect(HttpStatusCode.Conflict);
        Assert.Empty(closed.Json["allowed"]!.AsArray());
    }

    [Fact]
    public async Task An_old_version_and_a_missing_one_are_refused()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        Assert.Equal(1, (await lead.GetAsync($"/api/v1/referrals/inbox/{id}", Ct)).Expect(HttpStatusCode.OK).Version);
        await StepAsync(lead, id, "acknowledgement", null, 1);
        Assert.Equal("stale", (await lead.PostAsync($"/api/v1/referrals/{id}/acceptance", null, Ct, ifMatch: 1)).Expect(HttpStatusCode.PreconditionFailed).Problem);
        (await lead.PostAsync($"/api/v1/referrals/{id}/acceptance", null, Ct)).Expect(HttpStatusCode.PreconditionRequired);
        (await agency.Client.PostAsync($"/api/v1/referrals/{id}/cancellation", new { reason = "other" }, Ct, ifMatch: 1)).Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Another_school_finds_nothing_and_a_teacher_may_not()
    {
        var (agency, urn, other) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var stranger = api.As(Role.Head, other);
        (await stranger.PostAsync($"/api/v1/referrals/{id}/acknowledgement", null, Ct, ifMatch: 1)).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/api/v1/referrals/inbox/{id}", Ct)).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/api/v1/referrals/inbox?urn={urn}", Ct)).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/engagement/schools/{urn}/referrals", Ct)).Expect(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/engagement/schools/{other}/referrals/{id}", Ct)).Expect(HttpStatusCode.NotFound);
        using var teacher = api.As(Role.Teacher, urn);
        (await teacher.GetAsync($"/api/v1/referrals/inbox?urn={urn}", Ct)).Expect(HttpStatusCode.Forbidden);
        (await teacher.GetAsync($"/engagement/schools/{urn}/referrals", Ct)).Expect(HttpStatusCode.Forbidden);
        using var administrator = api.As(Role.Administrator);
        (await administrator.GetAsync($"/engagement/schools/{urn}/referrals", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_rebuilt_read_model_has_the_rows_it_had()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        using var lead = api.As(Role.CohesionLead, urn);
        await StepAsync(lead, await EngagementApi.ReferAsync(agency, urn, Ct), "acknowledgement", null, 1);
        (await lead.PostAsync($"/api/v1/partners?urn={urn}", new { name = "Gurdwara", sector = "faith", community = "Sikh", since = "2024-09-01" }, Ct)).Expect(HttpStatusCode.Created);
        foreach (var (table, where) in new[]
        {
            ("referrals", $"tenant_id = '{urn}'"), ("partners", $"tenant_id = '{urn}'"), ("agencies", $"agency_id = '{agency.Id}'"), ("agency_keys", $"agency_id = '{agency.Id}'"),
        })
        {
            var rows = $"select jsonb_agg(r order by r::text)::text from engagement.{table} r where {where}";
            var before = await api.Surroundings.Database.ScalarAsync<string>(rows, Ct);
            await api.Services.GetRequiredService<Store>().RebuildAsync(table, Ct);
            Assert.Equal(before, await api.Surroundings.Database.ScalarAsync<string>(rows, Ct));
        }
    }

    [Fact]
    public async Task Erasing_a_learner_erases_whom_and_what_their_referral_spoke_of()
    {
        var (agency, urn, learner) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct), Guid.NewGuid());
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await probe.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Sam Example", "6", "6B")], EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(() => CountAsync($"engagement.roll where learner_id = '{learner}' and on_roll"), count => count == 1, "the learner is on the roll", Ct);
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        Assert.Contains("same name, same year group", (await lead.GetAsync($"/engagement/schools/{urn}/referrals/{id}", Ct)).Text, StringComparison.OrdinalIgnoreCase);
        (await lead.SubmitAsync($"/engagement/schools/{urn}/referrals/{id}/match", [("learner", learner.ToString())], Ct)).Expect(HttpStatusCode.Redirect);
        Assert.Equal(1, (await agency.Client.GetAsync($"/api/v1/referrals/{id}", Ct)).Version);

        using var head = api.As(Role.Head, urn);
        var held = (await head.GetAsync($"/api/v1/engagement/schools/{urn}/learners/{learner}/held", Ct)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("Sam Example", held, StringComparison.Ordinal);
        Assert.Contains("bin behind", held, StringComparison.Ordinal);
        Assert.DoesNotContain("bin behind", (await head.GetAsync($"/api/v1/engagement/schools/{urn}/learners/{learner}/held?leave-out=others", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await lead.GetAsync($"/api/v1/engagement/schools/{urn}/learners/{learner}/held", Ct)).Expect(HttpStatusCode.Forbidden);

        await probe.PublishAsync(new LearnersRestricted(urn, [new RestrictedLearner(learner, 2, true)], EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(PageAsync, page => !page.Contains("Sam Example", StringComparison.Ordinal) && !page.Contains("bin behind", StringComparison.Ordinal), "the details to be hidden", Ct);
        Assert.DoesNotContain("Sam Example", (await lead.GetAsync($"/engagement/schools/{urn}/referrals", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        await probe.PublishAsync(new LearnersRestricted(urn, [new RestrictedLearner(learner, 3, false)], EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(PageAsync, page => page.Contains("Sam Example", StringComparison.Ordinal), "the details to be shown", Ct);

        using var forgotten = await probe.HearAsync<LearnersForgotten>();
        await probe.PublishAsync(new LearnersErased(urn, [new LearnerOffRoll(learner, 2, new DateOnly(2026, 11, 20))], EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(() => CountAsync($"engagement.referral_subjects where referral_id = '{id}'"), count => count == 0, "the subject is erased", Ct);
        Assert.Equal(0, await CountAsync($"engagement.referral_texts where referral_id = '{id}'"));
        Assert.Equal(0, await CountAsync($"engagement.roll where learner_id = '{learner}' and display_name is not null"));
        Assert.True((await forgotten.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners.Single() is var confirmed && confirmed.LearnerId == learner && confirmed.Removed >= 3);

        await probe.PublishAsync(new LearnersMoved(urn, [new LearnerOnRoll(learner, 1, "Sam Example", "6", "6A")], EngagementApi.Friday), Ct);
        var page = (await lead.GetAsync($"/engagement/schools/{urn}/referrals/{id}", Ct)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("Sam Example", page.Text, StringComparison.Ordinal);

        async Task<string> PageAsync() => (await lead.GetAsync($"/engagement/schools/{urn}/referrals/{id}", Ct)).Expect(HttpStatusCode.OK).Text;
    }

    /// <summary>Six years after its end, or as long as the school says; what is matched to a learner goes with the learner.</summary>
    [Fact]
    public async Task What_a_referral_spoke_of_is_forgotten_when_its_time_is_over()
    {
        var (agency, urn, learner) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct), Guid.NewGuid());
        var old = await EngagementApi.ReferAsync(agency, urn, Ct);
        var younger = await EngagementApi.ReferAsync(agency, urn, Ct);
        var matched = await EngagementApi.ReferAsync(agency, urn, Ct);
        foreach (var (id, years) in new[] { (old, 7), (younger, 5), (matched, 30) })
        {
            await api.Surroundings.Database.ExecuteAsync($"update engagement.referrals set closed_at = timestamptz '{EngagementApi.Friday:o}' - interval '{years} years' where referral_id = '{id}'", Ct);
        }

        await api.Surroundings.Database.ExecuteAsync($"insert into engagement.referral_matches values ('{urn}', '{matched}', '{learner}', now())", Ct);
        var forget = api.Services.GetRequiredService<Referrals.ForgetOldReferrals>();
        await forget.RunAsync(Ct);
        Assert.Equal([younger, matched], await KeptAsync(old, younger, matched));

        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await probe.PublishAsync(new RetentionChanged(urn, "referral", 0, 4, 1, EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(() => CountAsync($"engagement.referral_retention where tenant_id = '{urn}'"), count => count == 1, "the school's schedule", Ct);
        await forget.RunAsync(Ct);
        Assert.Equal([matched], await KeptAsync(old, younger, matched));

        async Task<List<Guid>> KeptAsync(params Guid[] referrals)
        {
            var kept = new List<Guid>();
            foreach (var id in referrals)
            {
                var rows = await CountAsync($"engagement.referral_subjects where referral_id = '{id}'") + await CountAsync($"engagement.referral_texts where referral_id = '{id}'");
                kept.AddRange(rows > 0 ? [id] : Array.Empty<Guid>());
            }

            return kept;
        }
    }

    private static async Task<string> StepAsync(ApiClient client, Guid id, string step, object? body, long version) =>
        (await client.PostAsync($"/api/v1/referrals/{id}/{step}", body, Ct, ifMatch: version)).Expect(HttpStatusCode.OK).Json["state"]!.GetValue<string>();

    private Task<long> CountAsync(string from) => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from {from}", Ct);
}
