using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Cohesion.Testing;

using Npgsql;

namespace Cohesion.EventStoreTests;

/// <summary>One append as a worker was answered: its mark, and each event's id and version.</summary>
internal sealed record Answered(Guid Mark, IReadOnlyList<(Guid Id, long Version)> Events);

/// <summary>A replica in a process of its own, to be killed. It ends with the test's process, however that ends.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly ConcurrentQueue<string> lines = new();
    private bool isKilled;

    private WorkerProcess(string name, Process process)
    {
        (Name, this.process) = (name, process);
        reading = Task.Run(ReadAsync);
    }

    /// <summary>The application name of its connections.</summary>
    public string Name { get; }

    public bool IsAlive => !isKilled;

    /// <summary>Which no worker should.</summary>
    public bool EndedByItself { get; private set; }

    public IEnumerable<Answered> Answers => Lines("answered").Select(words => new Answered(Guid.Parse(words[1]), [.. words[2..].Select(Event)]));

    public IEnumerable<Guid> Refusals => Lines("refused").Select(words => Guid.Parse(words[1]));

    public IEnumerable<string> Faults => lines.Where(line => line.StartsWith("wrong ", StringComparison.Ordinal));

    /// <summary>With no callers it only follows.</summary>
    public static WorkerProcess Start(string connectionString, string schema, int callers, int seed)
    {
        var name = $"worker-{seed}";
        return Start(name, new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = name, MaxPoolSize = 20 }.ConnectionString, [], schema, callers.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Moves a tenant and ends.</summary>
    public static WorkerProcess StartMover(string connectionString, IEnumerable<KeyValuePair<string, string?>> settings, string schema, string tenant, string shard) =>
        Start("mover", connectionString, settings, schema, "move", tenant, shard);

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static WorkerProcess Start(string name, string connectionString, IEnumerable<KeyValuePair<string, string?>> settings, params IReadOnlyList<string> arguments)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";
        var program = Repository.File("tests", "Cohesion.EventStore.Worker", "bin", configuration, "net10.0", "Cohesion.EventStore.Worker.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["ConnectionStrings__Cohesion"] = connectionString },
        };
        foreach (var (setting, value) in settings)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new WorkerProcess(name, Process.Start(start)!);
    }

    /// <summary>SIGKILL: nothing is finished, nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        if (isKilled)
            return;
        (EndedByItself, isKilled) = (process.HasExited, true);
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static (Guid Id, long Version) Event(string word) => (Guid.Parse(word[..36]), long.Parse(word[37..], CultureInfo.InvariantCulture));

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            lines.Enqueue(line);
    }

    private IEnumerable<string[]> Lines(string kind) => lines.Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(line => line.Split(' '));
}
