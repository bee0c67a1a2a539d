using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cohesion.EndToEnd;

/// <summary>Takes OTLP over HTTP and keeps the raw exports: enough to see which services sent spans of a trace.</summary>
public sealed class TraceCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> exports = new();
    private readonly ConcurrentQueue<byte[]> others = new();
    private readonly WebApplication site;

    private TraceCollector(WebApplication site) => this.site = site;

    public Uri Address => new(site.Urls.First());

    /// <summary>Everything that was sent so far: spans, log records, metrics.</summary>
    public IEnumerable<byte[]> Exports => exports.Concat(others);

    /// <summary>Whether all three kinds have come.</summary>
    public bool HasLogsAndMetrics => others.Any(export => Holds(export, "Cohesion.EventStore"u8)) && others.Any(export => Holds(export, "http.server.request.duration"u8));

    public static async Task<TraceCollector> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new TraceCollector(builder.Build());
        collector.site.MapPost("/v1/{signal}", async (string signal, HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            (signal == "traces" ? collector.exports : collector.others).Enqueue(body.ToArray());

            return Results.Bytes([], "application/x-protobuf");
        });
        await collector.site.StartAsync(ct);
        return collector;
    }

    /// <summary>The services that sent a span with this trace id: an export names its service and holds the sixteen bytes of each span's trace.</summary>
    public IReadOnlySet<string> ServicesOf(string traceId, IEnumerable<string> services)
    {
        var id = Convert.FromHexString(traceId);
        return exports.Where(export => export.AsSpan().IndexOf(id) >= 0)
            .SelectMany(export => services.Where(service => Names(export, service))).ToHashSet(StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static bool Holds(byte[] export, ReadOnlySpan<byte> text) => export.AsSpan().IndexOf(text) >= 0;

    /// <summary>service.name is a string attribute: its value stands in the export with its length before it.</summary>
    private static bool Names(byte[] export, string service)
    {
        byte[] value = [.. "service.name"u8, 0x12, (byte)(service.Length + 2), 0x0A, (byte)service.Length, .. System.Text.Encoding.ASCII.GetBytes(service)];
        return export.AsSpan().IndexOf(value) >= 0;
    }
}
