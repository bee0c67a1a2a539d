using System.Globalization;

namespace Cohesion.Benchmarks;

/// <summary>The most memory that each service of this machine has held since it started (VmHWM), found by what its process runs.</summary>
public static class Memory
{
    private static readonly string[] Assemblies = ["Cohesion.Access", "Cohesion.Activity", "Cohesion.Engagement", "Cohesion.EquityMonitoring", "Cohesion.Reporting"];

    public static IReadOnlyList<(string Service, double Megabytes)> Peaks() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)).SelectMany(Peak)
            .GroupBy(peak => peak.Service).Select(same => (same.Key, same.Max(peak => peak.Megabytes))).OrderBy(peak => peak.Key, StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Service, double Megabytes)> Peak(string process)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
            return Assemblies.Where(name => words.Any(word => Path.GetFileName(word) == name + ".dll" || Path.GetFileName(word) == name))
                .Select(name => (name, Held(Path.Combine(process, "status"))));
        }
        catch (IOException)
        {
            return []; // it has just ended
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static double Held(string status) => File.ReadLines(status).Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
}
