using System.Text.Json.Serialization;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Groups as the store's read models keep them: property names in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<ReachGroup>))]
internal sealed partial class ReachRowJson : JsonSerializerContext;
