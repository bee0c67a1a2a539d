using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Api;

/// <summary>What ought never to be sent, sent to every endpoint that takes JSON, from the service's own document: a fault that says what is wrong, and nothing stored.</summary>
public sealed class BadInputIsRefused(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Bodies => [.. BadInput.Bodies.Keys];

    public static TheoryData<string> Values => [.. BadInput.Values.Keys];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_json_is_refused_everywhere(string what)
    {
        var (body, status) = BadInput.Bodies[what];
        await EverywhereAsync(_ => new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } }, reply => reply.Status == (HttpStatusCode)status && SaysWhy(reply), what);
    }

    [Theory, MemberData(nameof(Values))]
    public async Task A_value_that_is_good_for_no_field_is_refused_everywhere(string what) => await EverywhereAsync(
        schema => new StringContent(schema(BadInput.Values[what]), Encoding.UTF8, "application/json"),
        reply => (int)reply.Status is >= 400 and < 500 && SaysWhy(reply) && reply.Text.Length < 64 * 1024, what);

    [Fact]
    public async Task A_packed_body_is_not_unpacked_anywhere() => await EverywhereAsync(
        _ => new ByteArrayContent(BadInput.Gzip("{}"u8.ToArray())) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } },
        reply => reply is { Status: HttpStatusCode.UnsupportedMediaType, Problem: "packed-body" }, "gzip");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json-seq")]
    public async Task A_body_of_another_kind_is_refused_everywhere(string contentType) => await EverywhereAsync(
        _ => new StringContent("{}") { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        reply => reply.Status == HttpStatusCode.UnsupportedMediaType && SaysWhy(reply), contentType);

    [Theory]
    [InlineData("""{"name":"a\u0000b"}""", "name")]
    [InlineData("""{"contact":{"email":"\ud800"}}""", "contact.email")]
    [InlineData("""{"contact":{"name":"\u0000"},"name":"\udfff"}""", "contact.name", "name")]
    public async Task The_field_that_holds_no_text_is_named(string body, params string[] where)
    {
        using var lead = api.As(Role.CohesionLead, await api.ASchoolAsync(Ct));
        var reply = await SendAsync(lead, "POST", "/api/v1/partners?urn=300001", new StringContent(body, Encoding.UTF8, "application/json"));
        var faults = reply.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray();
        Assert.Equal(where, faults.Select(fault => fault!["where"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.Equal("not-a-text", fault!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_nul_in_a_form_is_refused_with_the_whole_form()
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        var page = (await lead.SubmitAsync($"/engagement/schools/{urn}/partners/register", [("name", "a\0b"), ("sector", "faith")], Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("We could not read what was sent", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await StoredAsync(urn));
    }

    [Fact]
    public async Task A_form_of_too_many_or_too_long_fields_is_refused()
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        foreach (var fields in new[] { Enumerable.Range(0, 5_000).Select(number => ($"f{number}", "x")), [(new string('k', 10_000), "x")] })
        {
            (await lead.SubmitAsync($"/engagement/schools/{urn}/partners/register", fields, Ct)).Expect(HttpStatusCode.BadRequest);
        }

        (await lead.SubmitAsync($"/engagement/schools/{urn}/partners/register", [("name", new string('x', 2 * 1024 * 1024))], Ct)).Expect(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/api/v1/partners?urn={urn}&sector=%00")]
    [InlineData("/api/v1/partners?urn={urn}&cursor=%00")]
    [InlineData("/api/v1/referrals/inbox?urn={urn}&state=%ED%A0%80")]
    [InlineData("/api/v1/referrals/inbox?urn=99999999999999999999")]
    [InlineData("/api/v1/referrals/inbox?urn=%00")]
    [InlineData("/api/v1/referrals/inbox/..%2f..%2fagencies")]
    [InlineData("/engagement/schools/{urn}/referrals?state=%00&page=-1")]
    [InlineData("/engagement/schools/{urn}/partners?sort=%00&sector=%F0%9F%98%80")]
    public async Task Nothing_in_an_address_breaks_anything(string address)
    {
        var urn = await api.ASchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        var reply = await lead.GetAsync(address.Replace("{urn}", urn.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), Ct);
        Assert.True((int)reply.Status < 500, $"{(int)reply.Status} {reply.Text}");
    }

    private async Task EverywhereAsync(Func<Func<string, string>, HttpContent> content, Func<Reply, bool> isRight, string what)
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var referral = await EngagementApi.ReferAsync(agency, urn, Ct);
        var stored = await StoredAsync(urn);
        var document = await Documented.ReadAsync(api, Ct);
        Assert.NotEmpty(document.TakingJson);
        List<string> offenders = [];
        foreach (var (method, path) in document.TakingJson)
        {
            var (client, address) = document.SenderOf(method, path, api, agency, referral, urn);
            using (client)
            {
                var reply = await SendAsync(client, method, address, content(json => document.BodyOf(document.SchemaOf(method, path)!, urn, json)));
                if (!isRight(reply))
                {
                    offenders.Add($"{method} {path} with {what}: {(int)reply.Status} {reply.Text[..Math.Min(reply.Text.Length, 300)]}");
                }
            }
        }

        Assert.Empty(offenders);
        Assert.Equal(stored, await StoredAsync(urn));
    }

    private static async Task<Reply> SendAsync(ApiClient client, string method, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        request.Headers.ExpectContinue = content.Headers.ContentLength > 1024 * 1024; // who is refused before the body comes does not send it
        return await client.SendAsync(request, Ct);
    }

    private static bool SaysWhy(Reply reply) => reply.ContentHeaders.ContentType?.MediaType == "application/problem+json" && reply.Json["detail"]?.GetValue<string>() is { Length: > 0 };

    private Task<long> StoredAsync(int urn) => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.mt_events where tenant_id = '{urn}'", Ct);
}
