using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Cohesion.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class HostingJson : JsonSerializerContext;
