using System.Globalization;
using System.Net;
using Cohesion.Engagement.Agencies;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class AgenciesHoldKeys(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_hash_is_kept()
    {
        var agency = await api.AnAgencyAsync(Ct);
        using var administrator = api.As(Role.Administrator);
        Assert.DoesNotContain(agency.Key, (await administrator.GetAsync($"/api/v1/agencies/{agency.Id}", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(agency.Key, (await administrator.GetAsync($"/engagement/agencies/{agency.Id}", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var held = api.Services.GetRequiredService<ApiKeyPeppers>().Hash(agency.Key);
        Assert.Equal(1, await CountAsync(
            $"engagement.agency_key_hashes where key_id = '{agency.KeyId}' and encode(hash, 'hex') = '{Convert.ToHexStringLower(held.Hash)}' and pepper = '{held.Pepper}'"));
        var secret = agency.Key.Split('_')[^1];
        Assert.Equal(0, await CountAsync($"engagement.mt_events where data::text like '%{secret}%' or headers::text like '%{secret}%'"));
        Assert.Equal(0, await CountAsync($"engagement.agency_keys keys where keys::text like '%{secret}%'"));
        foreach (var table in await TablesAsync())
        {
            Assert.Equal(0, await CountAsync($"engagement.{table} held where held::text like '%{secret}%'"));
        }
    }

    [Fact]
    public async Task A_key_that_was_asked_for_twice_is_not_shown_again()
    {
        var agency = await api.AnAgencyAsync(Ct);
        using var administrator = api.As(Role.Administrator);
        var path = $"/api/v1/agencies/{agency.Id}/keys";
        (await administrator.PostAsync(path, null, Ct, "one and the same")).Expect(HttpStatusCode.Created);
        Assert.Equal("key-already-shown", (await administrator.PostAsync(path, null, Ct, "one and the same")).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing()
    {
        var agency = await api.AnAgencyAsync(Ct);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        using var administrator = api.As(Role.Administrator);
        (await administrator.DeleteAsync($"/api/v1/agencies/{agency.Id}/keys/{agency.KeyId}", Ct)).Expect(HttpStatusCode.NoContent);
        (await agency.Client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
        (await administrator.DeleteAsync($"/api/v1/agencies/{agency.Id}/keys/{agency.KeyId}", Ct)).Expect(HttpStatusCode.NoContent);
        (await administrator.DeleteAsync($"/api/v1/agencies/{agency.Id}/keys/{Guid.NewGuid()}", Ct)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_expired_key_opens_nothing()
    {
        var agency = await api.AnAgencyAsync(Ct);
        await api.Surroundings.Database.ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"update engagement.agency_keys set expires_at = '{EngagementApi.Friday:O}' where key_id = '{agency.KeyId}'"), Ct);
        using var unknown = api.ClientWith(ApiKey.Make().Text);
        var (expired, never) = (await agency.Client.GetAsync("/api/v1/referrals", Ct), await unknown.GetAsync("/api/v1/referrals", Ct));
        Assert.Equal(Wire(never.Expect(HttpStatusCode.Unauthorized)), Wire(expired.Expect(HttpStatusCode.Unauthorized)));
        using var wrong = api.ClientWith(agency.Key[..^4] + "AAAA");
        Assert.Equal(Wire(never), Wire(await wrong.GetAsync("/api/v1/referrals", Ct)));
    }

    [Fact]
    public async Task No_key_a_wrong_key_and_another_s_prefix_open_nothing()
    {
        var agency = await api.AnAgencyAsync(Ct);
        var wrong = agency.Key[..^3] + (agency.Key.EndsWith("AAA", StringComparison.Ordinal) ? "BBB" : "AAA");
        foreach (var key in new[] { wrong, "cohesion_", "x", agency.Key[..^1] })
        {
            using var client = api.ClientWith(key);
            (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
        }

        using var nobody = api.Anonymous();
        (await nobody.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_is_no_person_and_a_person_is_no_agency()
    {
        var urn = await api.ASchoolAsync(Ct);
        var agency = await api.AnAgencyAsync(Ct);
        foreach (var path in new[] { $"/api/v1/referrals/inbox?urn={urn}", $"/api/v1/partners?urn={urn}", "/api/v1/agencies" })
        {
            (await agency.Client.GetAsync(path, Ct)).Expect(HttpStatusCode.Unauthorized);
        }

        using var head = api.As(Role.Head, urn);
        Assert.NotEqual(HttpStatusCode.OK, (await head.GetAsync("/api/v1/referrals", Ct)).Status);
        Assert.NotEqual(HttpStatusCode.Accepted, (await head.PostAsync("/api/v1/referrals", EngagementApi.ARequest(urn), Ct)).Status);
    }

    [Theory]
    [InlineData(Role.Head)]
    [InlineData(Role.CohesionLead)]
    [InlineData(Role.LaOfficer)]
    public async Task Only_the_administrator_registers_agencies(Role role)
    {
        using var client = api.As(role, 300000);
        (await client.PostAsync("/api/v1/agencies", new { name = "A", sector = "fire", localAuthorities = new[] { 936 } }, Ct)).Expect(HttpStatusCode.Forbidden);
        (await client.GetAsync("/api/v1/agencies", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_broken_agency_names_every_fault()
    {
        using var administrator = api.As(Role.Administrator);
        var reply = (await administrator.PostAsync(
            "/api/v1/agencies", new { sector = "army", schools = new[] { 12 }, reasons = new[] { "because" }, colour = "red" }, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["colour", "name", "reasons", "schools", "sector"],
            reply.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    private static string Wire(Reply reply)
    {
        var body = reply.Json.AsObject();
        body.Remove("traceId");
        return string.Join('\n', reply.Headers.Where(header => header.Key is not ("Date" or "Server-Timing")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal)) + body.ToJsonString();
    }

    private Task<long> CountAsync(string from) => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from {from}", Ct);

    private async Task<IReadOnlyList<string>> TablesAsync() =>
        (await api.Surroundings.Database.ScalarAsync<string>("select string_agg(tablename, ',') from pg_tables where schemaname = 'engagement'", Ct)).Split(',');
}
