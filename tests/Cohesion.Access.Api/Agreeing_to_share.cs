using System.Net;
using Cohesion.Access.Agreements;
using Cohesion.Contracts.Access;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>A school says what it shares with its trust and its authority, for how long, and ends it.</summary>
public sealed class Agreeing_to_share(AccessUnderTest access) : IClassFixture<AccessUnderTest>
{
    private const string Trust = "sharing-trust";
    private static readonly AgreementId One = AgreementId.Of(Guid.Parse("0192f000-0000-7000-8000-000000000001"));
    private static readonly AgreementId Two = AgreementId.Of(Guid.Parse("0192f000-0000-7000-8000-000000000002"));
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly SharingTerms Terms = new("la-936", ["reach"], "public-task", new DateOnly(2026, 9, 1), new DateOnly(2027, 7, 31));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_agreed_is_recorded_and_the_same_request_again_is_nothing_new()
    {
        var agreed = new SharingAgreed(One, "la-936", Terms.Shares, "public-task", Terms.From, Terms.Until, "p-1", Now);
        new Given<SharingAgreements>(SharingAgreements.Aggregate).When(state => RecordAgreement.Decide(state, One, Terms, "p-1", Now)).Then(agreed);
        new Given<SharingAgreements>(SharingAgreements.Aggregate, agreed).When(state => RecordAgreement.Decide(state, One, Terms, "p-1", Now)).Then();
    }

    [Theory]
    [InlineData("la-936", "2027-07-31", null, "already-agreed")]
    [InlineData("la-936", "2026-01-01", "2026-09-01", "already-agreed")]
    [InlineData("la-936", "2027-08-01", null, null)]
    [InlineData("la-936", "2026-01-01", "2026-08-31", null)]
    [InlineData("trust-1", "2026-09-01", null, null)]
    public void Two_agreements_with_one_body_never_overlap(string with, string from, string? until, string? refusal)
    {
        var terms = Terms with { With = with, From = DateOnly.Parse(from, null), Until = until is null ? null : DateOnly.Parse(until, null) };
        Assert.Equal(refusal, new Given<SharingAgreements>(SharingAgreements.Aggregate, Agreed()).When(state => RecordAgreement.Decide(state, Two, terms, "p-1", Now)).Refusal?.Code);
    }

    [Fact]
    public void It_ends_once_and_makes_room_for_another()
    {
        var ended = new SharingEnded(One, "la-936", "p-2", Now);
        new Given<SharingAgreements>(SharingAgreements.Aggregate, Agreed()).When(state => EndAgreement.Decide(state, One, "p-2", Now)).Then(ended);
        new Given<SharingAgreements>(SharingAgreements.Aggregate, Agreed(), ended).When(state => EndAgreement.Decide(state, One, "p-2", Now)).Then();
        new Given<SharingAgreements>(SharingAgreements.Aggregate, Agreed()).When(state => EndAgreement.Decide(state, Two, "p-2", Now)).ThenRefused("unknown-agreement");
        Assert.Null(new Given<SharingAgreements>(SharingAgreements.Aggregate, Agreed(), ended).When(state => RecordAgreement.Decide(state, Two, Terms, "p-1", Now)).Refusal);
    }

    [Fact]
    public async Task A_head_agrees_and_ends_by_form_and_other_services_hear_of_both()
    {
        const int urn = 430001;
        await access.KnowAsync(urn, Trust, Ct);
        await using var probe = await MessageProbe.StartAsync(access.Surroundings.VirtualHost, Ct);
        using var agreed = await probe.HearAsync<DataSharingAgreed>();
        using var ended = await probe.HearAsync<DataSharingEnded>();
        using var head = access.As(Role.Head, urn);
        var path = $"/access/schools/{urn}/agreements";
        Assert.Contains("shares no figures with anybody", (await head.GetAsync(path, Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        (await head.SubmitAsync(path + "/record", [("with", "trust-" + Trust), ("shares", "reach"), ("shares", "referrals"), ("basis", "public-task"), ("until-day", "31"), ("until-month", "7"), ("until-year", "2099")], Ct))
            .Expect(HttpStatusCode.Redirect);
        var message = (await agreed.FirstAsync(heard => heard.Urn == urn, Ct)).Message;
        Assert.Equal(("trust-" + Trust, new DateOnly(2099, 7, 31)), (message.With, message.Until));
        Assert.Equal(["reach", "referrals"], message.Shares);
        Assert.Contains("Shared now", (await head.GetAsync(path, Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("agreement with them for some of these days", (await head.SubmitAsync(path + "/record", [("with", "trust-" + Trust), ("shares", "reach"), ("basis", "public-task")], Ct)).Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);

        (await head.SubmitAsync($"{path}/{message.AgreementId}/end", [], Ct)).Expect(HttpStatusCode.Redirect);
        Assert.Equal(message.AgreementId, (await ended.FirstAsync(heard => heard.Urn == urn, Ct)).Message.AgreementId);
        Assert.Contains("shares no figures with anybody", (await head.GetAsync(path, Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_does_the_same_and_every_fault_is_named()
    {
        const int urn = 430002;
        await access.KnowAsync(urn, Trust, Ct);
        using var office = access.As(new Person(Role.OrganisationAdministrator, [urn]));
        var path = $"/api/v1/access/schools/{urn}/agreements";
        var faults = (await office.PostAsync(path, new { with = "la-201", shares = new[] { "names" }, basis = "we like it", from = "soon", until = "2001-01-01" }, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["from", "with", "shares", "basis", "until"], faults.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()));
        var body = new { with = "trust-" + Trust, shares = new[] { "activities" }, basis = "legal-obligation" };
        var made = (await office.PostAsync(path, body, Ct, "k1")).Expect(HttpStatusCode.Created);
        Assert.Equal(made.Text, (await office.PostAsync(path, body, Ct, "k1")).Expect(HttpStatusCode.Created).Text);
        Assert.Equal("already-agreed", (await office.PostAsync(path, body, Ct)).Expect(HttpStatusCode.Conflict).Problem);
        var id = made.Json["agreementId"]!.GetValue<Guid>();
        (await office.PostAsync($"{path}/{id}/ending", null, Ct)).Expect(HttpStatusCode.NoContent);
        (await office.PostAsync($"{path}/{Guid.NewGuid()}/ending", null, Ct)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("over", Assert.Single((await office.GetAsync(path, Ct)).Expect(HttpStatusCode.OK).Json.AsArray())!["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Role.Teacher)]
    [InlineData(Role.CohesionLead)]
    [InlineData(Role.DataManager)]
    [InlineData(Role.Governor)]
    [InlineData(Role.TrustAnalyst)]
    [InlineData(Role.LaOfficer)]
    [InlineData(Role.Administrator)]
    public async Task Nobody_else_says_what_a_school_shares(Role role)
    {
        const int urn = 430003;
        await access.KnowAsync(urn, Trust, Ct);
        using var client = access.As(new Person(role, [urn], [Trust], [936]));
        (await client.GetAsync($"/access/schools/{urn}/agreements", Ct)).Expect(HttpStatusCode.Forbidden);
        (await client.PostAsync($"/api/v1/access/schools/{urn}/agreements", new { with = "trust-" + Trust, shares = new[] { "reach" }, basis = "public-task" }, Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_pages_have_nothing_that_axe_would_find(int width)
    {
        var urn = 430010 + width;
        await access.KnowAsync(urn, Trust, Ct);
        using var head = access.As(Role.Head, urn);
        var path = $"/access/schools/{urn}/agreements";
        await head.SubmitAsync(path + "/record", [("with", "la-936"), ("shares", "reach"), ("basis", "public-task")], Ct);
        var page = await Browser.OpenAsync(access.Address, access.Tokens.TokenFor(Role.Head, urn), width);
        foreach (var (address, name) in new[] { (path + "?done=agreed", "sharing"), (path + "/record", "record-sharing") })
        {
            await page.GotoAsync(address);
            await Browser.AxeFindsNothingAsync(page);
            await page.ScreenshotAsync(new() { Path = Repository.File("TestResults", "screenshots", $"access-{name}-{width}.png"), FullPage = true });
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{address} is wider than its window.");
        }

        await page.Context.CloseAsync();
    }

    private static SharingAgreed Agreed() => new(One, "la-936", Terms.Shares, "public-task", Terms.From, Terms.Until, "p-1", Now);
}
