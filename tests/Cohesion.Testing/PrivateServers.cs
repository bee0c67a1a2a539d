using System.Diagnostics;

namespace Cohesion.Testing;

/// <summary>
/// Servers of this test process alone, kept by <c>deploy/servers hold</c>. They end with the process, however it ends:
/// the script stops them when its standard input closes.
/// </summary>
public sealed class PrivateServers : IAsyncDisposable
{
    private const string Script = "deploy/servers";

    // A holder that nobody refers to would be collected, its standard input closed, and its servers stopped.
    private static readonly HashSet<PrivateServers> Running = [];
    private readonly Process holder;
    private readonly string folder;
    private readonly string[] how;

    private PrivateServers(Process holder, string folder, string[] how, IReadOnlyDictionary<string, string> addresses)
    {
        (this.holder, this.folder, this.how, Addresses) = (holder, folder, how, addresses);
        lock (Running)
        {
            Running.Add(this);
        }
    }

    /// <summary>The addresses, by the names of the environment variables that would give them.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; }

    /// <summary>Servers that are quick and forget what they were told when they are killed.</summary>
    public static Task<PrivateServers> StartAsync(params string[] servers) => HoldAsync(["--throwaway"], servers);

    /// <summary>Servers that keep what they have confirmed when they are killed.</summary>
    public static Task<PrivateServers> StartDurableAsync(params string[] servers) => HoldAsync(["--throwaway", "--durable"], servers);

    /// <summary>Stops one server; <paramref name="kill"/> as a power cut would.</summary>
    public Task StopAsync(string server, bool kill = false) => RunToEndAsync(["stop", folder, .. kill ? ["--kill"] : Array.Empty<string>(), server]);

    /// <summary>Starts a stopped server again, on the same ports and data.</summary>
    public Task StartAgainAsync(string server) => RunToEndAsync(["start", folder, .. how, server]);

    public async ValueTask DisposeAsync()
    {
        lock (Running)
        {
            Running.Remove(this);
        }

        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        holder.Dispose();
    }

    private static async Task<PrivateServers> HoldAsync(string[] how, string[] servers)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cohesion-test-{Guid.NewGuid():n}");
        var holder = Run(["hold", folder, .. how, .. servers], keepInput: true);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await holder.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            var (name, value) = (line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
            addresses[name] = value;
        }

        return addresses.Count > 0
            ? new PrivateServers(holder, folder, how, addresses)
            : throw new InvalidOperationException($"{Script} started nothing: {await holder.StandardError.ReadToEndAsync()}");
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
