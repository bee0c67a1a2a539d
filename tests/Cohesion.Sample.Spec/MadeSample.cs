namespace Cohesion.Sample.Spec;

/// <summary>The default trust's sample in a folder of its own, deleted afterwards.</summary>
public sealed class MadeSample : IDisposable
{
    public static readonly SampleWish Wish = new(7, new DateOnly(2026, 11, 20), Schools.Choice.DefaultTrust, null);

    public MadeSample()
    {
        Folder = Directory.CreateTempSubdirectory("cohesion-sample-").FullName;
        Account = GenerateSample.Run(Wish, Folder);
        Files = new SampleFiles(Folder);
    }

    public string Folder { get; }

    public SampleFiles Files { get; }

    public Account.SampleAccount Account { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Every file by its path within the folder.</summary>
    public static SortedDictionary<string, byte[]> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes), StringComparer.Ordinal);
}
