using System.Text.Json.Serialization;
using Cohesion.Access.Keys;
using Cohesion.Access.SignIn;

namespace Cohesion.Access;

/// <summary>JSON of the API, camelCase; and of the OpenID metadata, snake_case as its standard has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IssueDemoToken.Request))]
[JsonSerializable(typeof(IssueDemoToken.Response))]
public sealed partial class AccessJson : JsonSerializerContext
{
    internal static MetadataJson Metadata => MetadataJson.Default;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PublishKeys.Metadata))]
[JsonSerializable(typeof(PublishKeys.KeySet))]
internal sealed partial class MetadataJson : JsonSerializerContext;
