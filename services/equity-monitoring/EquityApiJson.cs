using System.Text.Json.Serialization;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.EquityMonitoring;

/// <summary>The JSON of this service's API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RollImportAnswer))]
[JsonSerializable(typeof(RollImportSummary))]
[JsonSerializable(typeof(RollImportsPage))]
[JsonSerializable(typeof(RollSummary))]
[JsonSerializable(typeof(ApplyRoll.Request))]
[JsonSerializable(typeof(ChangeRetention.Request), TypeInfoPropertyName = "RetentionRequest")]
[JsonSerializable(typeof(ChangeRetention.Response), TypeInfoPropertyName = "RetentionAnswer")]
[JsonSerializable(typeof(ListRecords.Response), TypeInfoPropertyName = "RecordsAnswer")]
[JsonSerializable(typeof(ListRecords.FindRequest))]
[JsonSerializable(typeof(ListRecords.Found))]
[JsonSerializable(typeof(SeeRecord.Response), TypeInfoPropertyName = "RecordAnswer")]
[JsonSerializable(typeof(RestrictRecord.Request), TypeInfoPropertyName = "RestrictRequest")]
[JsonSerializable(typeof(HoldRecord.Request), TypeInfoPropertyName = "HoldRequest")]
[JsonSerializable(typeof(HoldRecord.Response), TypeInfoPropertyName = "HoldAnswer")]
[JsonSerializable(typeof(EraseRecords.Request), TypeInfoPropertyName = "EraseRequest")]
[JsonSerializable(typeof(EraseRecords.Response), TypeInfoPropertyName = "EraseAnswer")]
[JsonSerializable(typeof(SeeCertificates.Response), TypeInfoPropertyName = "CertificatesAnswer")]
[JsonSerializable(typeof(HeldPart))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(ReachAnswer))]
internal sealed partial class EquityApiJson : JsonSerializerContext;
