using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cohesion.Engagement.Agencies;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class KeysAreRotated(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agency_takes_a_new_key_and_both_work_until_the_old_one_ends()
    {
        var agency = await api.AnAgencyAsync(Ct);
        var rotated = (await agency.Client.PostAsync("/api/v1/agency-keys/rotate", null, Ct)).Expect(HttpStatusCode.Created);
        Assert.Equal(EngagementApi.Friday.AddDays(7), rotated.Json["oldKeyWorksUntil"]!.GetValue<DateTimeOffset>());
        Assert.Equal(EngagementApi.Friday.AddDays(365), rotated.Json["expiresAt"]!.GetValue<DateTimeOffset>());
        Assert.True(rotated.Headers.CacheControl!.NoStore);
        using var client = api.ClientWith(rotated.Json["key"]!.GetValue<string>());
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal("key-not-replaceable", (await agency.Client.PostAsync("/api/v1/agency-keys/rotate", null, Ct)).Expect(HttpStatusCode.Conflict).Problem);
        await EndAsync(agency.KeyId);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rotation_asked_for_twice_makes_one_key_which_is_shown_once()
    {
        var agency = await api.AnAgencyAsync(Ct);
        (await agency.Client.PostAsync("/api/v1/agency-keys/rotate", new { overlapDays = 1 }, Ct, "once")).Expect(HttpStatusCode.Created);
        Assert.Equal("key-already-shown", (await agency.Client.PostAsync("/api/v1/agency-keys/rotate", new { overlapDays = 1 }, Ct, "once")).Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal(2, (await KeysAsync(agency)).Count);
    }

    [Theory]
    [InlineData("""{"overlapDays":31}""", "wrong-number")]
    [InlineData("""{"overlapDays":-1}""", "wrong-number")]
    [InlineData("""{"overlapDays":"7"}""", "wrong-number")]
    [InlineData("""{"expiresOn":"2036-01-01"}""", "unknown-field")]
    public async Task An_agency_cannot_lengthen_what_it_was_given(string body, string code)
    {
        var agency = await api.AnAgencyAsync(Ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agency-keys/rotate") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal(code, (await agency.Client.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest).Json["errors"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_new_key_opens_what_the_old_one_did_and_says_so_itself()
    {
        var urn = await api.ASchoolAsync(Ct);
        var agency = await api.AnAgencyAsync(Ct, key: new { schools = new[] { urn }, reasons = new[] { "fire-safety" }, urgencies = new[] { "soon" }, expiresOn = "2026-12-31" });
        using var administrator = api.As(Role.Administrator);
        var next = (await administrator.PostAsync($"/api/v1/agencies/{agency.Id}/keys/{agency.KeyId}/replacement", new { overlapDays = 0, expiresOn = "2028-11-20" }, Ct)).Expect(HttpStatusCode.Created);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
        using var client = api.ClientWith(next.Json["key"]!.GetValue<string>());
        var own = (await client.GetAsync("/api/v1/agency-keys/current", Ct)).Expect(HttpStatusCode.OK).Read<RotateApiKey.OwnKey>();
        Assert.Equal(([urn], ["fire-safety"], ["soon"]), (own.Schools, own.Reasons.ToArray(), own.Urgencies.ToArray()), EqualLists);
        Assert.Equal(new DateTimeOffset(2028, 11, 20, 23, 59, 59, TimeSpan.Zero), own.ExpiresAt);
        (await administrator.PostAsync($"/api/v1/agencies/{agency.Id}/keys/{Guid.NewGuid()}/replacement", null, Ct)).Expect(HttpStatusCode.NotFound);
        (await administrator.PostAsync($"/api/v1/agencies/{Guid.NewGuid()}/keys/{agency.KeyId}/replacement", null, Ct)).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"expiresOn":"2028-11-21"}""", "expiresOn", "not-within-two-years")]
    [InlineData("""{"expiresOn":"2026-11-20"}""", "expiresOn", "not-within-two-years")]
    [InlineData("""{"expiresOn":"never"}""", "expiresOn", "not-a-date")]
    [InlineData("""{"urgencies":["at once"]}""", "urgencies", "unknown-code")]
    [InlineData("""{"reasons":["because"]}""", "reasons", "unknown-code")]
    [InlineData("""{"localAuthorities":[12]}""", "localAuthorities", "wrong-number")]
    public async Task A_key_that_cannot_be_is_refused_with_its_fault(string body, string where, string code)
    {
        var agency = await api.AnAgencyAsync(Ct);
        using var administrator = api.As(Role.Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/agencies/{agency.Id}/keys") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var fault = (await administrator.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest).Json["errors"]![0]!;
        Assert.Equal((where, code), (fault["where"]!.GetValue<string>(), fault["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_key_that_opens_more_than_its_agency_may_use_is_refused()
    {
        var (agency, far) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct, la: 850));
        using var administrator = api.As(Role.Administrator);
        Assert.Equal("key-too-wide", (await administrator.PostAsync($"/api/v1/agencies/{agency.Id}/keys", new { schools = new[] { far } }, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task The_last_use_is_written_down_behind_the_request_and_not_at_every_one()
    {
        var agency = await api.AnAgencyAsync(Ct);
        Assert.Null((await KeysAsync(agency)).Single().LastUsedAt);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        await Eventually.GivesAsync(() => KeysAsync(agency), keys => keys.Single().LastUsedAt == EngagementApi.Friday, "the use is written down", Ct);
        var written = await api.Surroundings.Database.ScalarAsync<string>($"select xmin::text from engagement.agency_key_hashes where key_id = '{agency.KeyId}'", Ct);
        for (var time = 0; time < 5; time++)
        {
            (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        }

        // Uses are written in their order: once another key's is, none of these five was.
        var other = await api.AnAgencyAsync(Ct);
        (await other.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        await Eventually.GivesAsync(() => KeysAsync(other), keys => keys.Single().LastUsedAt is not null, "the other's use is written down", Ct);
        Assert.Equal(written, await api.Surroundings.Database.ScalarAsync<string>($"select xmin::text from engagement.agency_key_hashes where key_id = '{agency.KeyId}'", Ct));
    }

    [Fact]
    public async Task A_key_from_before_peppers_and_reaches_goes_on_working_and_its_next_use_peppers_its_hash()
    {
        var (agency, key, id) = (await api.AnAgencyAsync(Ct), ApiKey.Make(), ApiKeyId.Of(Guid.NewGuid()));
        var stream = AgencyId.Of(agency.Id).Stream;
        var issued = new ApiKeyIssued(AgencyId.Of(agency.Id), id, key.Prefix, EngagementApi.Friday.AddDays(100), EngagementApi.Friday.AddDays(-265));
        await api.Services.GetRequiredService<Store>().DecideAsync(Agency.Aggregate, stream, version: null, _ => Decision.Accept(issued), EventMetadata.FromCurrentTrace(), Ct);
        var sha = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Text)));
        await api.Surroundings.Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            insert into engagement.agency_keys (tenant_id, key_id, agency_id, prefix, issued_at, expires_at, schools, local_authorities, reasons, urgencies)
            select tenant_id, '{id.Value}', agency_id, '{key.Prefix}', '{issued.IssuedAt:O}', '{issued.ExpiresAt:O}', schools, local_authorities, reasons, urgencies
            from engagement.agency_keys where key_id = '{agency.KeyId}' on conflict do nothing;
            insert into engagement.agency_key_hashes (prefix, key_id, hash) values ('{key.Prefix}', '{id.Value}', decode('{sha}', 'hex'))
            """), Ct);
        using var administrator = api.As(Role.Administrator);
        Assert.Contains("has no pepper yet", (await administrator.GetAsync($"/engagement/agencies/{agency.Id}", Ct)).Text, StringComparison.Ordinal);
        using var client = api.ClientWith(key.Text);
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        var pepper = api.Services.GetRequiredService<ApiKeyPeppers>().Newest;
        await Eventually.GivesAsync(() => KeysAsync(agency), keys => keys.Single(one => one.KeyId == id.Value).Pepper == pepper, "the hash is peppered", Ct);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.agency_key_hashes where hash = decode('{sha}', 'hex')", Ct));
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        (await client.PostAsync("/api/v1/agency-keys/rotate", null, Ct)).Expect(HttpStatusCode.Created);
        (await administrator.DeleteAsync($"/api/v1/agencies/{agency.Id}/keys/{id.Value}", Ct)).Expect(HttpStatusCode.NoContent);
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
    }

    private static bool EqualLists((IReadOnlyList<int> A, string[] B, string[] C) one, (IReadOnlyList<int> A, string[] B, string[] C) other) =>
        one.A.SequenceEqual(other.A) && one.B.SequenceEqual(other.B) && one.C.SequenceEqual(other.C);

    private Task EndAsync(Guid key) => api.Surroundings.Database.ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"update engagement.agency_keys set expires_at = '{EngagementApi.Friday:O}' where key_id = '{key}'"), Ct);

    private async Task<IReadOnlyList<ApiKeyListItem>> KeysAsync(AnAgency agency)
    {
        using var administrator = api.As(Role.Administrator);
        return (await administrator.GetAsync($"/api/v1/agencies/{agency.Id}", Ct)).Expect(HttpStatusCode.OK).Read<ShowAgency.Shown>().Keys;
    }
}
