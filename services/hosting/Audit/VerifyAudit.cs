using System.Globalization;
using Cohesion.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>
/// The command <c>audit verify [TENANT] [--anchors PATH]</c>: goes along every chain and names the first row that was changed, removed, moved or put
/// in between, also at the end where an anchor tells of more. PATH is a folder of anchors or a file with lines of the log.
/// </summary>
public static class VerifyAudit
{
    /// <summary>Its words.</summary>
    public const string Usage = "audit verify [TENANT] [--anchors PATH]";

    /// <summary>What it does, in the words of a list of commands.</summary>
    public const string Does = "names the first row of each chain that is not as it was written";

    private const int Unbroken = 0;
    private const int Broken = 1;
    private const int Misused = 2;
    private const int Unread = 3;

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, CancellationToken ct)
    {
        var anchors = services.GetRequiredService<IOptions<AuditOptions>>().Value.AnchorFolder;
        string? tenant = null;
        switch (args)
        {
            case []:
                break;
            case [var only] when !only.StartsWith('-'):
                tenant = only;
                break;
            case ["--anchors", var path]:
                anchors = path;
                break;
            case [var only, "--anchors", var path]:
                (tenant, anchors) = (only, path);
                break;
            default:
                await output.WriteLineAsync($"Usage: {Usage}");
                return Misused;
        }

        var service = services.GetRequiredService<Store>().Schema;
        var told = Path.Exists(anchors) ? AuditAnchors.Read(anchors, service) : [];
        Report report;
        try
        {
            report = await CheckAsync(services.GetRequiredService<AuditLedger>(), services.GetRequiredService<AuditChain>(), tenant, told, ct);
        }
        catch (NpgsqlException error)
        {
            await output.WriteLineAsync($"{service}: the chains cannot be read ({error.SqlState ?? error.GetType().Name}).");
            return Unread;
        }

        foreach (var broken in report.Breaks)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{service}: the chain of {broken.Tenant} is broken: row {broken.Sequence} {broken.Why}."));
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{service}: {report.Chains} chains, {report.Rows} rows, {told.Count} anchors, {(report.Breaks.Count == 0 ? "unbroken" : $"{report.Breaks.Count} broken")}."));
        return report.Breaks.Count == 0 ? Unbroken : Broken;
    }

    /// <summary>Goes along one chain, or all there are and all that an anchor tells of; the first break of each.</summary>
    public static async Task<Report> CheckAsync(AuditLedger ledger, AuditChain chain, string? tenant, IReadOnlyList<AuditHead> anchors, CancellationToken ct)
    {
        var tenants = tenant is not null ? [tenant] : (await ledger.TenantsAsync(ct)).Union(anchors.Select(anchor => anchor.Tenant), StringComparer.Ordinal).ToList();
        var (breaks, rows) = (new List<AuditBreak>(), 0L);
        foreach (var one in tenants)
        {
            var check = new ChainCheck(chain, one, anchors);
            if (await FirstBreakAsync(check, ledger.ChainAsync(one, ct)) is { } broken)
            {
                breaks.Add(broken);
            }

            rows += check.Last;
        }

        return new(tenants.Count, rows, breaks);
    }

    private static async Task<AuditBreak?> FirstBreakAsync(ChainCheck check, IAsyncEnumerable<AuditRow> rows)
    {
        await foreach (var row in rows)
        {
            if (check.Next(row) is { } broken)
            {
                return broken;
            }
        }

        return check.End();
    }

    /// <summary>How many chains and rows were looked at, and the first break of each broken chain.</summary>
    public sealed record Report(int Chains, long Rows, IReadOnlyList<AuditBreak> Breaks);
}
