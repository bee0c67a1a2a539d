using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cohesion.Sample.Loading;

/// <summary>The administrator imports the GIAS file.</summary>
public sealed class LoadSchools(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task RunAsync(SampleFiles files, CancellationToken ct)
    {
        var who = new Person("administrator");
        var key = $"sample-gias-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(files.GiasPath)))[..16]}";
        var begun = Door.Expect(await door.PostFileAsync(who, "/api/v1/school-imports?apply=true", files.GiasPath, key, ct), "The GIAS file");
        var import = begun.Json["importId"]!.GetValue<string>();
        var ended = await door.AwaitAsync(who, $"/api/v1/school-imports/{import}", IsOver, "the GIAS import", Patience, ct);
        if (State(ended.Json) != "applied")
        {
            throw new SampleException($"The GIAS import ended as {ended.Json.ToJsonString()}");
        }
    }

    private static bool IsOver(JsonNode import) => State(import) is "applied" or "unreadable";

    private static string State(JsonNode import) => import["status"]!.GetValue<string>();
}
