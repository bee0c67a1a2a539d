using System.Net;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.Engagement;
using Cohesion.Contracts.Reporting;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class SchoolsKeepPartners(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_is_registered_changed_contacted_and_ended_and_others_hear_of_it()
    {
        var urn = await api.ASchoolAsync(Ct);
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        var heard = await probe.HearAsync<PartnerRegistered>();
        using var lead = api.As(Role.CohesionLead, urn);
        var made = (await lead.PostAsync(
            $"/api/v1/partners?urn={urn}",
            new { name = "Guru Nanak Gurdwara", sector = "faith", community = "Sikh", since = "2020-09-01", contact = new { name = "Harpreet Secret", email = "h@example.org" } }, Ct))
            .Expect(HttpStatusCode.Created);
        var id = made.Json["id"]!.GetValue<Guid>();
        Assert.True(made.Json["lapsed"]!.GetValue<bool>());
        (await lead.PostAsync($"/api/v1/partners/{id}/contacts?urn={urn}", new { on = "2026-10-02", medium = "visit" }, Ct)).Expect(HttpStatusCode.NoContent);
        (await lead.PutAsync($"/api/v1/partners/{id}?urn={urn}", new { name = "Gurdwara", sector = "faith" }, Ct, ifMatch: 1)).Expect(HttpStatusCode.PreconditionFailed);
        (await lead.PutAsync($"/api/v1/partners/{id}?urn={urn}", new { name = "Gurdwara of Woking", sector = "faith" }, Ct, ifMatch: 2)).Expect(HttpStatusCode.NoContent);
        var shown = (await lead.GetAsync($"/api/v1/partners/{id}?urn={urn}", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Gurdwara of Woking", false, 3L), (shown.Json["name"]!.GetValue<string>(), shown.Json["lapsed"]!.GetValue<bool>(), shown.Version));
        (await lead.PostAsync($"/api/v1/partners/{id}/ending?urn={urn}", new { on = "2026-11-01" }, Ct)).Expect(HttpStatusCode.NoContent);
        (await lead.PostAsync($"/api/v1/partners/{id}/contacts?urn={urn}", new { on = "2026-11-02", medium = "visit" }, Ct)).Expect(HttpStatusCode.Conflict);

        var last = (await heard.FirstAsync(message => message.PartnerId == id && !message.Active, Ct)).Message;
        Assert.Equal(("Gurdwara of Woking", urn, 4L), (last.Name, last.Urn, last.Version));
        Assert.All(heard.All, message => Assert.DoesNotContain("Harpreet", message.Message.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from engagement.mt_events where data::text like '%Harpreet%'", Ct));
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from engagement.partner_contacts where name like 'Harpreet%'", Ct));
    }

    [Fact]
    public async Task What_a_partner_did_comes_from_activities_in_whatever_order()
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.Head, urn);
        var partner = (await lead.PostAsync($"/api/v1/partners?urn={urn}", new { name = "Fire station", sector = "fire" }, Ct)).Expect(HttpStatusCode.Created).Json["id"]!.GetValue<Guid>();
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        var (session, other) = (Guid.NewGuid(), Guid.NewGuid());
        await probe.PublishAsync(Delivered(urn, session, 27, 5, new DateOnly(2026, 10, 7), partner), Ct);
        await probe.PublishAsync(Delivered(urn, session, 28, 4, new DateOnly(2026, 10, 8), partner), Ct);
        await probe.PublishAsync(Delivered(urn, other, 10, 2, new DateOnly(2026, 9, 20), partner, Guid.NewGuid()), Ct);
        var shown = await Eventually.GivesAsync(
            () => lead.GetAsync($"/api/v1/partners/{partner}?urn={urn}", Ct), reply => (reply.Json["sessions"]!.GetValue<int>(), reply.Json["presences"]!.GetValue<int>()) == (2, 37), "both sessions, as last told", Ct);
        Assert.Equal("2026-10-07", shown.Json["lastActivity"]!.GetValue<string>());
        Assert.Contains("2 sessions, the last on 7 October 2026", (await lead.GetAsync($"/engagement/schools/{urn}/partners", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schools_are_known_from_messages_and_an_older_one_changes_nothing()
    {
        var urn = 400001;
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await probe.PublishAsync(new SchoolClosed(Facts(urn, "New name", open: false, 3), null, EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(() => CountAsync($"engagement.schools where urn = {urn} and not open"), count => count == 1, "the school is closed", Ct);
        await probe.PublishAsync(new SchoolListed(Facts(urn, "Old name", open: true, 2), EngagementApi.Friday), Ct);
        await probe.PublishAsync(new SchoolListed(Facts(urn + 1, "Another", open: true, 1), EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(() => CountAsync($"engagement.schools where urn = {urn + 1}"), count => count == 1, "the other school is there", Ct);
        Assert.Equal(1, await CountAsync($"engagement.schools where urn = {urn} and name = 'New name' and not open"));
    }

    [Fact]
    public async Task A_broken_partner_names_every_fault()
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        var reply = (await lead.PostAsync(
            $"/api/v1/partners?urn={urn}", new { sector = "circus", since = "2031-01-01", contact = new { email = "nobody" }, colour = "red" }, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["colour", "contact.email", "contact.name", "name", "sector", "since"],
            reply.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_teacher_looks_and_does_not_change_and_a_stranger_finds_nothing()
    {
        var (urn, other) = (await api.ASchoolAsync(Ct), await api.ASchoolAsync(Ct));
        using var teacher = api.As(Role.Teacher, urn);
        (await teacher.GetAsync($"/api/v1/partners?urn={urn}", Ct)).Expect(HttpStatusCode.OK);
        (await teacher.PostAsync($"/api/v1/partners?urn={urn}", new { name = "A", sector = "fire" }, Ct)).Expect(HttpStatusCode.Forbidden);
        (await teacher.GetAsync($"/api/v1/partners?urn={other}", Ct)).Expect(HttpStatusCode.NotFound);
        (await teacher.GetAsync($"/engagement/schools/{other}/partners", Ct)).Expect(HttpStatusCode.NotFound);
        using var governor = api.As(Role.Governor, urn);
        (await governor.GetAsync($"/api/v1/partners?urn={urn}", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_export_is_without_formulas_whatever_partners_are_called()
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        foreach (var formula in BadInput.Formulas)
        {
            (await lead.PostAsync($"/api/v1/partners?urn={urn}", new { name = formula, sector = "faith", community = formula }, Ct)).Expect(HttpStatusCode.Created);
        }

        var exports = Route.ExportsOf(api.Services);
        Assert.NotEmpty(exports);
        foreach (var export in exports)
        {
            CsvCells.HoldNoFormula((await lead.GetAsync(export.PathWith(_ => $"{urn}"), Ct)).Expect(HttpStatusCode.OK).Text, "1+1", "@SUM(1)");
        }
    }

    private static ActivityDelivered Delivered(int urn, Guid session, int present, long version, DateOnly on, params Guid[] partners) => new(
        Guid.NewGuid(), session, urn, "2026/27", on, present, 30, new ActivityTags("visit", true, [], [], [], [], partners), version, EngagementApi.Friday);

    private static SchoolFacts Facts(int urn, string name, bool open, long version) =>
        new(urn, name, 936, "Surrey", null, null, "Primary", open, 200, 4, 11, "9360001", version);

    private Task<long> CountAsync(string from) => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from {from}", Ct);
}
