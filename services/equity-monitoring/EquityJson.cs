using System.Text.Json.Serialization;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;

namespace Cohesion.EquityMonitoring;

/// <summary>The JSON of this service's events and answers; stored events are for ever, and a test compares them with a golden file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LearnerJoinedRoll))]
[JsonSerializable(typeof(LearnerJoinedRollV2))]
[JsonSerializable(typeof(LearnerMoved))]
[JsonSerializable(typeof(LearnerCharacteristicsChanged))]
[JsonSerializable(typeof(LearnerCharacteristicsChangedV2))]
[JsonSerializable(typeof(LearnerIdentityCorrected))]
[JsonSerializable(typeof(LearnerLeftRoll))]
[JsonSerializable(typeof(ProcessingRestricted))]
[JsonSerializable(typeof(RestrictionLifted))]
[JsonSerializable(typeof(LegalHoldPlaced))]
[JsonSerializable(typeof(LegalHoldReleased))]
[JsonSerializable(typeof(LearnerErased))]
[JsonSerializable(typeof(ErasureConfirmed))]
[JsonSerializable(typeof(RetentionRuleSet))]
[JsonSerializable(typeof(RollUploaded))]
[JsonSerializable(typeof(RollRead))]
[JsonSerializable(typeof(RollRefused))]
[JsonSerializable(typeof(RollApplyRequested))]
[JsonSerializable(typeof(RollApplied))]
[JsonSerializable(typeof(RollSuperseded))]
[JsonSerializable(typeof(RollLapsed))]
[JsonSerializable(typeof(ReachMeasured))]
public sealed partial class EquityJson : JsonSerializerContext;
