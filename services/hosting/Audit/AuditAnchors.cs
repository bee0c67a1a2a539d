using System.Globalization;
using System.Text.RegularExpressions;
using Cohesion.EventStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>
/// Tells the ends of the chains that have grown, to the log and to a file, from what this process remembers and not from the database: whoever cuts
/// rows off the end of a chain there contradicts what was told.
/// </summary>
public sealed partial class AuditAnchors(AuditHeads heads, Store store, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditAnchors> logger) : BackgroundService
{
    /// <summary>The anchors of a service in the files of a folder, or in one file, which may be a log.</summary>
    public static IReadOnlyList<AuditHead> Read(string path, string service)
    {
        var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.anchors") : [path];
        return [.. files.SelectMany(File.ReadLines).SelectMany(line => Anchor().Matches(line)).Where(anchor => anchor.Groups["service"].Value == service).Select(HeadOf)];
    }

    /// <summary>The last ends are told when everything that writes has stopped.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Tell();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.AnchorEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Tell();
        }
    }

    /// <summary>Tells what has grown since it was told last.</summary>
    public void Tell()
    {
        var grown = heads.TakeGrown();
        foreach (var head in grown)
        {
            logger.Anchored(store.Schema, head.Tenant, head.Sequence, Convert.ToBase64String(head.Hash));
        }

        if (grown.Count > 0 && options.Value.AnchorFolder is { Length: > 0 } folder)
        {
            Keep(folder, grown);
        }
    }

    private void Keep(string folder, IReadOnlyList<AuditHead> grown)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(Path.Combine(folder, $"{store.Schema}.{Environment.MachineName}.anchors"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            using (var lines = new StreamWriter(file, leaveOpen: true))
            {
                foreach (var head in grown)
                {
                    lines.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} Audit anchor {store.Schema} {head.Tenant} {head.Sequence} {Convert.ToBase64String(head.Hash)}"));
                }
            }

            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.AnchorsNotKept(error.GetType().Name);
        }
    }

    private static AuditHead HeadOf(Match anchor) => new(
        anchor.Groups["tenant"].Value, long.Parse(anchor.Groups["sequence"].Value, CultureInfo.InvariantCulture), Convert.FromBase64String(anchor.Groups["hash"].Value));

    [GeneratedRegex(@"Audit anchor (?<service>[a-z_]+) (?<tenant>\S+) (?<sequence>\d{1,18}) (?<hash>[A-Za-z0-9+/]{43}=)", RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();
}
