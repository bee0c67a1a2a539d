using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Contracts.Api;

/// <summary>A document kept in the repository and compared with what the code says now.</summary>
internal static class Published
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Repository.File(path)))!;

    /// <summary>Fails where the two differ; COHESION_PUBLISH=1 writes the file anew, for a change that is meant.</summary>
    public static void Matches(JsonNode now, params string[] path)
    {
        var file = Repository.File(path);
        var text = now.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("COHESION_PUBLISH") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file), $"{Path.Combine(path)} is missing; COHESION_PUBLISH=1 writes it.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }
}
