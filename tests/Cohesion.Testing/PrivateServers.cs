using System.Diagnostics;

namespace Cohesion.Testing;

/// <summary>
/// Servers of this process alone, kept by <c>deploy/servers hold</c>. They end with the process, however it ends:
/// the script stops them when its standard input closes.
/// </summary>
public sealed class PrivateServers : IAsyncDisposable
{
    private const string Script = "deploy/servers";

    // A holder that nobody refers to would be collected, its standard input closed, and its servers stopped.
    private static readonly HashSet<PrivateServers> Running = [];
    private readonly Process holder;
    private readonly string folder;
    private readonly string[] throwaway;

    private PrivateServers(Process holder, string folder, string[] throwaway, IReadOnlyDictionary<string, string> addresses)
    {
        (this.holder, this.folder, this.throwaway, Addresses) = (holder, folder, throwaway, addresses);
        lock (Running)
        {
            Running.Add(this);
        }
    }

    /// <summary>The addresses, by the names of the environment variables that would give them.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; }

    /// <summary>Servers for tests: what they hold need not outlive a power cut, so they wait for no disk.</summary>
    public static Task<PrivateServers> StartAsync(params string[] servers) => StartAsync(durable: false, servers);

    /// <summary>With <paramref name="durable"/> they keep what they confirm, as in production, for measuring.</summary>
    public static async Task<PrivateServers> StartAsync(bool durable, params string[] servers)
    {
        string[] throwaway = durable ? [] : ["--throwaway"];
        var folder = Path.Combine(Path.GetTempPath(), $"cohesion-test-{Guid.NewGuid():n}");
        var holder = Run(["hold", folder, .. throwaway, .. servers], keepInput: true);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await holder.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            var (name, value) = (line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
            addresses[name] = value;
        }

        return addresses.Count > 0
            ? new PrivateServers(holder, folder, throwaway, addresses)
            : throw new InvalidOperationException($"{Script} started nothing: {await holder.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Stops one server; <paramref name="kill"/> as a power cut would.</summary>
    public Task StopAsync(string server, bool kill = false) => RunToEndAsync(["stop", folder, .. kill ? ["--kill"] : Array.Empty<string>(), server]);

    /// <summary>Starts a stopped server again, on the same ports and data.</summary>
    public Task StartAgainAsync(string server) => RunToEndAsync(["start", folder, .. throwaway, server]);

    public async ValueTask DisposeAsync()
    {
        lock (Running)
        {
            Running.Remove(this);
        }

        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        holder.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true); // the script throws away only what was meant to be
        }
    }

    private static Process Run(string[] arguments, bool keepInput)
    {
        var start = new ProcessStartInfo("bash", [Repository.File(Script), .. arguments])
        {
            RedirectStandardInput = keepInput,
            RedirectStandardOutput = keepInput,
            RedirectStandardError = keepInput,
        };
        return Process.Start(start)!;
    }

    private static async Task RunToEndAsync(string[] arguments)
    {
        using var process = Run(arguments, keepInput: false);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Script} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
