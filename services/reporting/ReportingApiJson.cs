using System.Text.Json.Serialization;
using Cohesion.Reporting.Imports;

namespace Cohesion.Reporting;

/// <summary>What the API answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchoolImportAnswer))]
[JsonSerializable(typeof(SchoolImportReport))]
public sealed partial class ReportingApiJson : JsonSerializerContext;
