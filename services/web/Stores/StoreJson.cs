using System.Text.Json.Serialization;

namespace Cohesion.Web;

/// <summary>How the API about a store speaks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShowStore.Response), TypeInfoPropertyName = "ShowStoreResponse")]
[JsonSerializable(typeof(FindStreams.Response), TypeInfoPropertyName = "FindStreamsResponse")]
[JsonSerializable(typeof(ShowStream.Response), TypeInfoPropertyName = "ShowStreamResponse")]
public sealed partial class StoreJson : JsonSerializerContext;
