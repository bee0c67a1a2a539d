using System.Net;
using Xunit;

namespace Cohesion.Access.Api;

public sealed class Outside_development(AccessInProduction access) : IClassFixture<AccessInProduction>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_a_token_without_the_organisations_sign_in()
    {
        using var anyone = access.Anonymous();

        (await anyone.PostAsync("/api/v1/session-tokens", new { person = "head", school = AccessUnderTest.Urn }, Ct)).Expect(HttpStatusCode.NotFound);
        var form = await anyone.SubmitAsync("/access/sign-in", [("person", "administrator")], Ct);

        Assert.NotEqual(HttpStatusCode.Redirect, form.Status);
        Assert.False(form.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Original-URL", "/access/sign-in")]
    [InlineData("X-HTTP-Method-Override", "POST")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Development")]
    [InlineData("Host", "localhost")]
    public async Task No_header_brings_the_demo_people_back(string header, string value)
    {
        using var anyone = access.Anonymous();
        anyone.Headers.TryAddWithoutValidation(header, value);

        (await anyone.PostAsync("/api/v1/session-tokens", new { person = "head", school = AccessUnderTest.Urn }, Ct)).Expect(HttpStatusCode.NotFound);
        var form = await anyone.SubmitAsync("/access/sign-in", [("person", "administrator")], Ct);

        Assert.False(form.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("name=\"person\"", (await anyone.GetAsync("/access/sign-in", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_offers_no_demo_people()
    {
        using var anyone = access.Anonymous();

        var page = (await anyone.GetAsync("/access/sign-in", Ct)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("has not been set up", page, StringComparison.Ordinal);
        Assert.DoesNotContain("administrator", page, StringComparison.OrdinalIgnoreCase);
    }
}
