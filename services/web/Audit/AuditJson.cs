using System.Text.Json.Serialization;

namespace Cohesion.Web;

/// <summary>How the API about the audit speaks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShowAudit.Response), TypeInfoPropertyName = "ShowAuditResponse")]
public sealed partial class AuditJson : JsonSerializerContext;
