using System.Text.RegularExpressions;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What no source file holds.</summary>
public sealed partial class Texts
{
    private const int LongestFile = 300;

    [Fact]
    public void No_file_of_code_is_longer_than_a_person_reads() =>
        Nobody.Offends(Sources.CSharp.Select(source => (source.Path, Lines: source.Lines.Count())).Where(file => file.Lines > LongestFile));

    [Fact]
    public void The_clock_is_asked_through_TimeProvider() => Nobody.Offends(Hits(Sources.CSharp, MachineClock()));

    /// <summary>The event store builds two statements about tables whose names it is given.</summary>
    [Fact]
    public void Statements_are_in_sql_files() =>
        Nobody.Offends(Hits(Sources.OfServices.Where(source => !source.Path.StartsWith("services/event-store/", StringComparison.Ordinal)), Statement()));

    [Fact]
    public void Nothing_names_a_folder_of_somebodys_machine() =>
        Nobody.Offends(Hits(Sources.All.Where(source => source.Path != "tests/Cohesion.Architecture/Texts.cs"), MachinePath()));

    [Fact]
    public void Npm_packages_come_from_whatever_registry_is_configured() =>
        Nobody.Offends(Hits(Sources.All.Where(source => source.Path.EndsWith("package-lock.json", StringComparison.Ordinal)), Resolved()));

    [Fact]
    public void Every_package_version_is_pinned_in_one_place() => Nobody.Offends(
        Hits(Sources.All.Where(source => source.Path.EndsWith(".csproj", StringComparison.Ordinal)), PackageVersion()));

    [Fact]
    public void Every_project_has_its_lock_file() => Nobody.Offends(
        Sources.All.Where(source => source.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(source => !File.Exists(Repository.File(Path.GetDirectoryName(source.Path)!, "packages.lock.json"))));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.File("Cohesion.sln")).Replace('\\', '/');
        Nobody.Offends(Sources.All.Where(source => source.Path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(source.Path, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Hits(IEnumerable<Source> sources, Regex pattern) =>
        sources.SelectMany(source => source.Lines.Where(line => pattern.IsMatch(line.Text)).Select(line => $"{source.Path}:{line.Number}: {line.Text.Trim()}"));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex MachineClock();

    [GeneratedRegex("""["\s](select\s+.+\sfrom\s(?!\(\{)|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(unique\s+)?(table|index|schema)\s|drop\s+(table|schema)\s|truncate\s+table\s)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(^|[\s""'=(:])/(work|home|Users|root|farm)/[\w.]")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"""resolved"":\s*""https?:")]
    private static partial Regex Resolved();

    [GeneratedRegex(@"<PackageReference[^>]*\sVersion=")]
    private static partial Regex PackageVersion();
}
