using System.Diagnostics;

namespace Cohesion.Testing;

/// <summary>One service of a site: a process that a test may kill as a power cut would and start again; it never outlives the test's own process.</summary>
public sealed class SiteService(string name, Uri address, string log, IReadOnlyDictionary<string, string> settings)
{
    // Standard input closes when the test's process ends, however it ends; then the service is killed.
    private const string WhileWatched = """exec 3<&0; dotnet "$0" </dev/null 3<&- >>"$1" 2>&1 & service=$!; (cat <&3 >/dev/null; kill -9 $service) & exec 3<&-; wait $service""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private Process? process;

    public Uri Address => address;

    /// <summary>Starts the service as it was built and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        process = Process.Start(AsBuilt("bash", "-c", WhileWatched, Assembly, log))!;
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.IsTrueAsync(() => IsReadyAsync(http, ct), $"{name} ready at {address}", ct, Patience);
    }

    /// <summary>Runs one of the service's commands beside the service itself, as whoever operates it would; gives its exit code.</summary>
    public async Task<int> CommandAsync(CancellationToken ct, params string[] words)
    {
        using var command = Process.Start(AsBuilt("dotnet", [Assembly, .. words]))!;
        command.StandardInput.Close();
        try
        {
            await command.WaitForExitAsync(ct);
            return command.ExitCode;
        }
        finally
        {
            command.Kill(entireProcessTree: true);
        }
    }

    /// <summary>SIGKILL: nothing is finished, nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    private string Folder => Repository.File(
        "services", name, "bin", AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release", "net10.0");

    private string Assembly => Directory.EnumerateFiles(Folder, "Cohesion.*.runtimeconfig.json").Single().Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal);

    private ProcessStartInfo AsBuilt(string program, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = Folder, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        return start;
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        if (process is { HasExited: true })
        {
            throw new InvalidOperationException($"{name} ended with {process.ExitCode} before it was ready; its log is {log}.");
        }

        try
        {
            using var response = await http.GetAsync("/health/ready", ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
