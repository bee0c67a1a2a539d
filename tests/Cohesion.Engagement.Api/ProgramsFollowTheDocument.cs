using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Api;

/// <summary>A request is read by hand, so that all its faults are named at once; the API document is made from its record. The two must say the same.</summary>
public sealed class ProgramsFollowTheDocument(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Requests => new(
        JsonNode.Parse(File.ReadAllText(Repository.File("contracts", "openapi", "engagement.json")))!["paths"]!.AsObject().SelectMany(
            path => path.Value!.AsObject().Where(operation => SchemaOf(operation.Value!) is not null).Select(operation => (operation.Key, path.Key))));

    [Theory, MemberData(nameof(Requests))]
    public async Task What_the_document_names_is_what_is_read(string method, string path)
    {
        var urn = await api.ASchoolAsync(Ct);
        var agency = await api.AnAgencyAsync(Ct);
        var referral = await EngagementApi.ReferAsync(agency, urn, Ct);
        var document = (await agency.Client.GetAsync("/openapi/v1.json", Ct)).Expect(HttpStatusCode.OK).Json;
        var named = document["components"]!["schemas"]![SchemaOf(document["paths"]![path]![method]!)!]!["properties"]!.AsObject().Select(property => property.Key).ToList();
        var administrator = path.StartsWith("/api/v1/agencies", StringComparison.Ordinal);
        using var person = api.As(administrator ? Role.Administrator : Role.CohesionLead, administrator ? [] : [urn]);
        var sender = path is "/api/v1/referrals" or "/api/v1/referrals/{id}/cancellation" ? agency.Client : person;

        var address = path.Replace("{id}", referral.ToString(), StringComparison.Ordinal) + (path.Contains("partners", StringComparison.Ordinal) ? $"?urn={urn}" : "");
        var answer = await (method == "put"
            ? sender.PutAsync(address, NothingIn(named), Ct)
            : sender.PostAsync(address, NothingIn(named), Ct));

        var faults = answer.Expect(HttpStatusCode.BadRequest).Json["errors"]!.AsArray();
        Assert.DoesNotContain(faults, fault => fault!["code"]!.GetValue<string>() == "unknown-field");
        Assert.All(faults, fault => Assert.Contains(fault!["where"]!.GetValue<string>(), named));
    }

    /// <summary>Every field is there and empty: one that nobody reads is named as unknown, one that is missed is named as missing.</summary>
    private static Dictionary<string, object?> NothingIn(IEnumerable<string> fields) => fields.ToDictionary(field => field, _ => (object?)null, StringComparer.Ordinal);

    private static string? SchemaOf(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]?.GetValue<string>().Split('/')[^1];
}
