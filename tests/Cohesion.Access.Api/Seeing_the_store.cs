using System.Net;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>Access has a store like every service, and the administrator finds it beside the others.</summary>
public sealed class Seeing_the_store(AccessUnderTest access) : IClassFixture<AccessUnderTest>
{
    public static TheoryData<Role> EveryoneElse => [.. Enum.GetValues<Role>().Where(role => role is not Role.Administrator)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_administrator_sees_how_it_is_doing_and_goes_on_to_the_others()
    {
        using var administrator = access.As(Role.Administrator);

        var store = (await administrator.GetAsync("/api/v1/access/store", Ct)).Expect(HttpStatusCode.OK).Json["store"]!;
        var page = (await administrator.GetAsync("/access/store", Ct)).Expect(HttpStatusCode.OK).Text;

        Assert.Equal("access", store["schema"]!.GetValue<string>());
        Assert.Contains("Event store: Access", page, StringComparison.Ordinal);
        Assert.All(
            new[] { "activity", "engagement", "equity", "reports", "access" },
            service => Assert.Contains($"href=\"/{service}/store\"", page, StringComparison.Ordinal));
        (await administrator.GetAsync("/access/store/streams", Ct)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(EveryoneElse))]
    public async Task Nobody_else_sees_it(Role role)
    {
        using var person = access.As(role, AccessUnderTest.Urn);

        foreach (var path in new[] { "/access/store", "/access/store/streams", "/api/v1/access/store", "/api/v1/access/store/streams" })
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await person.GetAsync(path, Ct)).Status));
        }
    }
}
