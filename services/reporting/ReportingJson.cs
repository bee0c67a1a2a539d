using System.Text.Json.Serialization;
using Cohesion.Reporting.Imports;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting;

/// <summary>Events, staged rows and API answers of reporting. Stored events are for ever: a shape is never changed, only followed by a V2.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SchoolListed))]
[JsonSerializable(typeof(SchoolDetailsChanged))]
[JsonSerializable(typeof(SchoolJoinedTrust))]
[JsonSerializable(typeof(SchoolLeftTrust))]
[JsonSerializable(typeof(SchoolClosed))]
[JsonSerializable(typeof(SchoolReopened))]
[JsonSerializable(typeof(SchoolImportReceived))]
[JsonSerializable(typeof(SchoolImportRead))]
[JsonSerializable(typeof(SchoolImportRejected))]
[JsonSerializable(typeof(SchoolImportConfirmed))]
[JsonSerializable(typeof(SchoolImportApplied))]
[JsonSerializable(typeof(GiasRow))]
[JsonSerializable(typeof(IReadOnlyList<FieldChange>))]
public sealed partial class ReportingJson : JsonSerializerContext;
