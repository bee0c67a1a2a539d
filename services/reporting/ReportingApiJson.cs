using System.Text.Json.Serialization;
using Cohesion.Reporting.Dashboards;
using Cohesion.Reporting.Imports;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting;

/// <summary>What the API answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchoolImportAnswer))]
[JsonSerializable(typeof(SchoolImportReport))]
[JsonSerializable(typeof(SchoolPage))]
[JsonSerializable(typeof(DashboardAnswer))]
public sealed partial class ReportingApiJson : JsonSerializerContext;
