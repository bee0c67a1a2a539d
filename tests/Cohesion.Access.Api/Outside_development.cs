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

    [Fact]
    public async Task The_page_offers_no_demo_people()
    {
        using var anyone = access.Anonymous();

        var page = (await anyone.GetAsync("/access/sign-in", Ct)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("has not been set up", page, StringComparison.Ordinal);
        Assert.DoesNotContain("administrator", page, StringComparison.OrdinalIgnoreCase);
    }
}
