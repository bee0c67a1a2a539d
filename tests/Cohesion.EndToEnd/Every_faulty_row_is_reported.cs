using System.Text.Json.Nodes;
using Cohesion.Sample.Loading;
using Cohesion.Sample.Schools;

namespace Cohesion.EndToEnd;

/// <summary>A spoilt file: its good rows go in, every bad one is named by its line, nothing is dropped in silence.</summary>
public sealed class Every_faulty_row_is_reported(Town town)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_roll()
    {
        await town.LoadedAsync();
        var urn = town.Surrey.Urns()[3];
        var lines = File.ReadAllLines(town.Surrey.RollPath(urn)).ToList();
        var columns = lines[0].Split(',');
        List<int> spoilt = [];
        Spoil(3, "UPN", "A123456789012X");
        Spoil(5, "UPN", "");
        Spoil(8, "Date of birth", "31/02/2019");
        Spoil(11, "Year group", "Year 47");
        Spoil(14, "Last name", "");
        Spoil(17, "Ethnicity", "ZZZZ");
        Spoil(20, "SEN provision", "Q");
        lines[22] = lines[22] + ",one,too,many";
        spoilt.Add(23);
        lines.Insert(24, lines[23]);
        spoilt.Add(25);
        var path = Path.Combine(Path.GetTempPath(), $"broken-roll-{urn}.csv");
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n", Ct);

        var who = new Person("data-manager", urn);
        var begun = Door.Expect(await town.Door.PostFileAsync(who, $"/api/v1/rolls/{urn}/imports", path, Guid.NewGuid().ToString("N"), Ct), "The broken roll");
        var import = $"/api/v1/rolls/{urn}/imports/{begun.Json["importId"]}";
        var read = await town.Door.AwaitAsync(who, import, json => json["status"]!.GetValue<string>() != "reading", "the broken roll", Patience, Ct);
        Assert.Equal("ready", read.Json["status"]!.GetValue<string>());
        var faults = (await town.Door.GetAsync(who, $"{import}/faults", Ct)).Json.AsArray();
        var named = faults.Select(fault => fault!["line"]!.GetValue<int>()).ToHashSet();
        Assert.Empty(spoilt.Except(named));
        Assert.All(faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault!["message"]!.GetValue<string>())));
        Assert.Equal(lines.Count - 1, Sum(read.Json["counts"]!, "joiners", "moves", "changed", "unchanged", "gone", "faultyRows"));

        void Spoil(int line, string column, string value)
        {
            var cells = lines[line - 1].Split(',');
            cells[Array.IndexOf(columns, column)] = value;
            lines[line - 1] = string.Join(',', cells);
            spoilt.Add(line);
        }
    }

    [Fact]
    public async Task Of_a_GIAS_file()
    {
        await town.LoadedAsync();
        var lines = School.Windows1252.GetString(await File.ReadAllBytesAsync(town.Hampshire.GiasPath, Ct)).Split("\r\n").ToList();
        var header = lines[0].Split(',').ToList();
        List<int> spoilt = [];
        Spoil(2, "URN", "12AB56");
        Spoil(3, "EstablishmentName", "");
        Spoil(4, "EstablishmentStatus (name)", "");
        Spoil(5, "NumberOfPupils", "many");
        Spoil(6, "LA (code)", "");
        lines[6] = "139000,850";
        spoilt.Add(7);
        lines[7] = lines[7].Replace(lines[7].Split(',')[4], "École Saint-Exupéry", StringComparison.Ordinal);
        var path = Path.Combine(Path.GetTempPath(), "broken-gias.csv");
        await File.WriteAllBytesAsync(path, School.Windows1252.GetBytes(string.Join("\r\n", lines)), Ct);

        var who = new Person("administrator");
        var begun = Door.Expect(await town.Door.PostFileAsync(who, "/api/v1/school-imports", path, Guid.NewGuid().ToString("N"), Ct), "The broken GIAS file");
        var read = await town.Door.AwaitAsync(
            who, $"/api/v1/school-imports/{begun.Json["importId"]}", json => json["status"]!.GetValue<string>() != "reading", "the broken GIAS file", Patience, Ct);
        Assert.Equal("ready", read.Json["status"]!.GetValue<string>());
        Assert.Empty(spoilt.Except(read.Json["faults"]!.AsArray().Select(fault => fault!["line"]!.GetValue<int>())));
        Assert.Equal(lines.Count(line => line.Length > 0) - 1, Sum(read.Json, "new", "changed", "unchanged", "faulty"));
        Assert.Contains(read.Json["changes"]!.AsArray(), change => change!.ToJsonString().Contains("Saint-Exup", StringComparison.Ordinal));

        void Spoil(int line, string column, string value)
        {
            var cells = lines[line - 1].Split(',');
            cells[header.IndexOf(column)] = value;
            lines[line - 1] = string.Join(',', cells);
            spoilt.Add(line);
        }
    }

    private static int Sum(JsonNode counts, params string[] names) => names.Sum(name => counts[name]!.GetValue<int>());
}
