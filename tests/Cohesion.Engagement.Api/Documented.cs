using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;

namespace Cohesion.Engagement.Api;

/// <summary>The service's own API document: what each endpoint takes, from whom, and bodies made as it describes them.</summary>
internal sealed class Documented(JsonNode document)
{
    public static async Task<Documented> ReadAsync(EngagementApi api, CancellationToken ct)
    {
        using var anyone = api.Anonymous();
        return new Documented((await anyone.GetAsync("/openapi/v1.json", ct)).Expect(System.Net.HttpStatusCode.OK).Json);
    }

    /// <summary>Every method and path that takes JSON.</summary>
    public List<(string Method, string Path)> TakingJson =>
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(one => SchemaOf(one.Value) is not null).Select(one => (one.Key.ToUpperInvariant(), path.Key)))];

    public JsonNode? SchemaOf(string method, string path) => SchemaOf(OperationOf(method, path));

    public IEnumerable<string> QueryOf(string method, string path) =>
        (OperationOf(method, path)?["parameters"]?.AsArray() ?? []).Where(one => one!["in"]!.GetValue<string>() == "query").Select(one => one!["name"]!.GetValue<string>());

    /// <summary>A body with a plausible value in each field; where <paramref name="json"/> is given, with that in the place of all but the URN.</summary>
    public string BodyOf(JsonNode schema, int urn, string? json = null) => "{" + string.Join(',', schema["properties"]!.AsObject().Select(property =>
        $"\"{property.Key}\":{json ?? (property.Key == "urn" ? $"{urn}" : ValueOf(Resolved(property.Value)!))}")) + "}";

    /// <summary>Someone who may call this, in a school of theirs, and the path with things of theirs in it.</summary>
    public (ApiClient Client, string Path) SenderOf(string method, string path, EngagementApi api, AnAgency agency, Guid referral, int urn)
    {
        var administrator = path.StartsWith("/api/v1/agencies", StringComparison.Ordinal);
        var address = path.Replace("{id}", (administrator ? agency.Id : referral).ToString(), StringComparison.Ordinal)
            .Replace("{keyId}", agency.KeyId.ToString(), StringComparison.Ordinal) + (path.Contains("partners", StringComparison.Ordinal) ? $"?urn={urn}" : "");
        var forAgencies = OperationOf(method, path)!["security"]!.AsArray().Any(one => one!.AsObject().ContainsKey("ApiKey"));
        return (forAgencies ? api.ClientWith(agency.Key) : api.As(administrator ? Role.Administrator : Role.CohesionLead, administrator ? [] : [urn]), address);
    }

    private JsonNode? OperationOf(string method, string path) =>
        document["paths"]?[path.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal)]?[method.ToLowerInvariant()];

    private JsonNode? SchemaOf(JsonNode? operation) => Resolved(operation?["requestBody"]?["content"]?["application/json"]?["schema"]);

    private JsonNode? Resolved(JsonNode? schema) =>
        schema?["$ref"]?.GetValue<string>() is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]] : schema;

    private static string ValueOf(JsonNode schema) =>
        (schema["type"] is JsonArray types ? types.Select(one => one!.GetValue<string>()).First(one => one != "null") : schema["type"]?.GetValue<string>()) switch
        {
            "string" => "\"other\"",
            "integer" or "number" => "1",
            "boolean" => "false",
            "array" => "[]",
            _ => "{}",
        };
}
