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
        var begun = Door.Expect(await door.PostFileAsync(who, "/api/v1/school-imports", files.GiasPath, key, ct), "The GIAS file");
        var import = begun.Json["importId"]!.GetValue<string>();
        await door.AwaitAsync(who, $"/api/v1/school-imports/{import}", IsOver, "the GIAS import", Patience, ct);
    }

    private static bool IsOver(JsonNode import) => import["status"]!.GetValue<string>() is "applied" or "completed";
}
