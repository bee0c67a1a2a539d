using System.Diagnostics;
using System.Text.Json.Nodes;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What each image is made of, as <c>deploy/sbom</c> writes it from the lock files.</summary>
public sealed class Bills_of_materials
{
    private static readonly string[] Images = ["access", "activity", "engagement", "equity-monitoring", "reporting"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Name_every_locked_package_once_with_its_version_and_what_it_needs()
    {
        var folder = await WriteAsync();
        foreach (var image in Images)
        {
            var bill = Read(folder, image);
            var components = bill["components"]!.AsArray().ToDictionary(c => c!["bom-ref"]!.GetValue<string>(), c => c!);
            Assert.Equal(("CycloneDX", "1.6"), (bill["bomFormat"]!.GetValue<string>(), bill["specVersion"]!.GetValue<string>()));
            Assert.Subset(components.Keys.ToHashSet(), NuGet(image).Concat(Npm()).ToHashSet());
            Assert.Equal(NuGet(image).Concat(Npm()).ToHashSet().Count, components.Count);
            Assert.All(components, c => Assert.Equal(c.Key, c.Value["purl"]!.GetValue<string>()));
            Assert.All(bill["dependencies"]!.AsArray().SelectMany(d => d!["dependsOn"]!.AsArray()), needed => Assert.Contains(needed!.GetValue<string>(), components.Keys));
            Assert.Equal("required", components.Single(c => c.Key.StartsWith("pkg:nuget/Npgsql@", StringComparison.Ordinal)).Value["scope"]!.GetValue<string>());
            Assert.Equal("required", components.Single(c => c.Key.StartsWith("pkg:npm/govuk-frontend@", StringComparison.Ordinal)).Value["scope"]!.GetValue<string>());
            Assert.Equal("excluded", components.Single(c => c.Key.StartsWith("pkg:npm/esbuild@", StringComparison.Ordinal)).Value["scope"]!.GetValue<string>());
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Are_the_same_bytes_each_time()
    {
        var (one, other) = (await WriteAsync(), await WriteAsync());
        Assert.All(Images, image => Assert.Equal(Read(one, image).ToJsonString(), Read(other, image).ToJsonString()));
        one.Delete(recursive: true);
        other.Delete(recursive: true);
    }

    [Fact]
    public void Lie_in_every_image()
    {
        var image = File.ReadAllText(Repository.File("deploy", "images", "Dockerfile"));
        Assert.Contains("RUN deploy/sbom /bills", image, StringComparison.Ordinal);
        Assert.Contains("COPY --from=bills /bills/${SERVICE}.cdx.json /app/sbom.cdx.json", image, StringComparison.Ordinal);
    }

    private static async Task<DirectoryInfo> WriteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cohesion-bills-");
        using var process = Process.Start(new ProcessStartInfo("node", [Repository.File("deploy", "sbom"), folder.FullName]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await process.StandardError.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, said);
        return folder;
    }

    private static JsonNode Read(DirectoryInfo folder, string image) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, image + ".cdx.json")))!;

    private static IEnumerable<string> NuGet(string service) =>
        JsonNode.Parse(File.ReadAllText(Repository.File("services", service, "packages.lock.json")))!["dependencies"]!.AsObject().Single().Value!.AsObject()
            .Where(package => package.Value!["type"]!.GetValue<string>() != "Project").Select(package => $"pkg:nuget/{package.Key}@{package.Value!["resolved"]}");

    private static IEnumerable<string> Npm() =>
        JsonNode.Parse(File.ReadAllText(Repository.File("services", "web", "package-lock.json")))!["packages"]!.AsObject()
            .Where(package => package.Key.Length > 0).Select(package => $"pkg:npm/{package.Key.Split("node_modules/")[^1].Replace("@", "%40", StringComparison.Ordinal)}@{package.Value!["version"]}");
}
