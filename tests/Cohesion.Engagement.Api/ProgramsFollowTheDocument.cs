using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Api;

/// <summary>A request is read by hand, so that all its faults are named at once; the API document is made from its record. The two must say the same.</summary>
public sealed class ProgramsFollowTheDocument(EngagementApi api)
{
    /// <summary>A field that nobody asked for, so that a request of which nothing is needed is refused too.</summary>
    private const string Stranger = "nobodyAskedForThis";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Requests =>
        new(new Documented(JsonNode.Parse(File.ReadAllText(Repository.File("contracts", "openapi", "engagement.json")))!).TakingJson);

    [Theory, MemberData(nameof(Requests))]
    public async Task What_the_document_names_is_what_is_read(string method, string path)
    {
        var urn = await api.ASchoolAsync(Ct);
        var agency = await api.AnAgencyAsync(Ct);
        var referral = await EngagementApi.ReferAsync(agency, urn, Ct);
        var document = await Documented.ReadAsync(api, Ct);
        var named = document.SchemaOf(method, path)!["properties"]!.AsObject().Select(property => property.Key).ToList();
        var (sender, address) = document.SenderOf(method, path, api, agency, referral, urn);
        using var once = sender;
        var body = NothingIn(named.Append(Stranger));
        var answer = await (method == "PUT" ? sender.PutAsync(address, body, Ct) : sender.PostAsync(address, body, Ct));

        var faults = answer.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray();
        Assert.Equal(Stranger, Assert.Single(faults, fault => fault!["code"]!.GetValue<string>() == "unknown-field")!["where"]!.GetValue<string>());
        Assert.All(faults, fault => Assert.Contains(fault!["where"]!.GetValue<string>(), named.Append(Stranger)));
    }

    /// <summary>Every field is there and empty: one that nobody reads is named as unknown, one that is missed is named as missing.</summary>
    private static Dictionary<string, object?> NothingIn(IEnumerable<string> fields) => fields.ToDictionary(field => field, _ => (object?)null, StringComparer.Ordinal);
}
