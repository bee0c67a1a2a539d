using System.Text.Json.Serialization;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;

namespace Cohesion.EquityMonitoring;

/// <summary>The JSON of this service's API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RollImportAnswer))]
[JsonSerializable(typeof(RollImportSummary))]
[JsonSerializable(typeof(RollImportsPage))]
[JsonSerializable(typeof(RollSummary))]
[JsonSerializable(typeof(ApplyRoll.Request))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(ReachAnswer))]
internal sealed partial class EquityApiJson : JsonSerializerContext;
