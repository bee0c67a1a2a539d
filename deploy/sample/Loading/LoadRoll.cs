using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cohesion.Sample.Account;

namespace Cohesion.Sample.Loading;

/// <summary>A data manager imports a school's roll and applies it; then the school's staff see its learners.</summary>
public sealed class LoadRoll(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task RunAsync(SampleFiles files, int urn, CancellationToken ct)
    {
        var (who, path) = (new Person("data-manager", urn), files.RollPath(urn));
        var key = string.Create(CultureInfo.InvariantCulture, $"sample-roll-{urn}-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..16]}");
        var begun = Door.Expect(
            await Door.UntilHeardAsync(token => door.PostFileAsync(who, $"/api/v1/rolls/{urn}/imports?apply=true&confirmLeavers=true", path, key, token), Patience, ct), $"The roll of {urn}");
        var import = begun.Json["importId"]!.GetValue<string>();
        var ended = await door.AwaitAsync(who, $"/api/v1/rolls/{urn}/imports/{import}", IsOver, $"the roll of {urn}", Patience, ct);
        if (Status(ended.Json) is not ("applied" or "superseded"))
        {
            throw new SampleException($"The roll of {urn} ended as {ended.Json.ToJsonString()}");
        }
    }

    /// <summary>By UPN: the ids under which registers know the learners, told apart by name, year group and form as a teacher would.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LearnersAsync(SampleFiles files, int urn, CancellationToken ct)
    {
        var roll = RollFile.Read(files.RollPath(urn));
        var heard = await door.AwaitAsync(
            new Person("teacher", urn), $"/api/v1/participation/{urn}/learners", json => json["items"]!.AsArray().Count >= roll.Count, $"the learners of {urn}", Patience, ct);
        var ids = heard.Json["items"]!.AsArray().ToDictionary(
            learner => (Text(learner!, "displayName"), Text(learner!, "yearGroup"), Text(learner!, "form")), learner => Text(learner!, "learnerId"));
        return roll.ToDictionary(row => row.Upn, row => ids.TryGetValue((row.Name, row.YearGroup, row.Form), out var id)
            ? id
            : throw new SampleException($"{row.Name} of {row.Form} is not on the register's roll of {urn}."));
    }

    private static bool IsOver(JsonNode import) => Status(import) is not ("reading" or "ready" or "applying");

    private static string Status(JsonNode import) => Text(import, "status");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
