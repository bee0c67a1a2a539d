using Cohesion.Testing;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>A text file of the checkout that a person wrote.</summary>
/// <param name="Path">Relative to the checkout, with slashes.</param>
public sealed record Source(string Path)
{
    public override string ToString() => Path;

    public string Text => File.ReadAllText(Repository.File(Path));

    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line));
}

/// <summary>A rule's verdict: it names every offender.</summary>
public static class Nobody
{
    public static void Offends<T>(IEnumerable<T> offenders)
    {
        var all = offenders.Select(offender => offender?.ToString()).ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all.Prepend($"{all.Count} against the rule:")));
    }
}

/// <summary>The checkout, without what builds, tests and tools leave in it.</summary>
public static class Sources
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        ".git", ".local", ".vs", ".idea", "bin", "obj", "node_modules", "dist", "TestResults", "BenchmarkDotNet.Artifacts",
    };

    public static IReadOnlyList<Source> All { get; } = Under(Repository.Root).Select(path => new Source(path)).ToList();

    public static IEnumerable<Source> CSharp => All.Where(source => source.Path.EndsWith(".cs", StringComparison.Ordinal) || source.Path.EndsWith(".razor", StringComparison.Ordinal));

    public static IEnumerable<Source> OfServices => CSharp.Where(source => source.Path.StartsWith("services/", StringComparison.Ordinal));

    public static IReadOnlyList<string> Folders { get; } = All
        .SelectMany(source => source.Path.Split('/')[..^1].Select((_, depth) => string.Join('/', source.Path.Split('/')[..(depth + 1)])))
        .Distinct(StringComparer.Ordinal).ToList();

    private static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != ".git").Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => Path.GetExtension(path) is not (".png" or ".jpg" or ".ico" or ".woff2" or ".xlsx" or ".gz" or ".user" or ".zip"))
            .Concat(Directory.EnumerateDirectories(folder).Where(child => !Left.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null).SelectMany(Under));
}
