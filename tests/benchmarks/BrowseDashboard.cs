using System.Diagnostics;
using System.Globalization;

namespace Cohesion.Benchmarks;

/// <summary>An LA officer opens the authority's dashboard again and again; the server says how long each page took it.</summary>
public sealed class BrowseDashboard(Uri site, string token, int laCode)
{
    private const int Requests = 200;
    private const int WarmUp = 10;

    public async Task<IReadOnlyList<Result>> RunAsync(CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site };
        http.DefaultRequestHeaders.Add("Cookie", $"cohesion-session={token}");
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        var (server, client, bytes) = (new Times(), new Times(), 0L);
        for (var i = 0; i < WarmUp + Requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await http.GetAsync($"/reports/local-authorities/{laCode}", ct);
            bytes = (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct)).Length;
            if (i >= WarmUp)
            {
                client.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                server.Add(ServerTime(response) ?? Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return
        [
            Result.Plain("LA dashboard page", Result.Text($"{bytes / 1024} kB, {Requests} requests one after the other")),
            Result.Plain("LA dashboard, client time p50 / p95", Result.Text($"{client.Percentile(50):0} / {client.Percentile(95):0} ms")),
            Result.Milliseconds("LA dashboard, server time p95", server.Percentile(95), 150),
        ];
    }

    /// <summary>Server-Timing: app;dur=12.3</summary>
    private static double? ServerTime(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Server-Timing", out var values) && string.Join(',', values) is var text
        && text.IndexOf("app;dur=", StringComparison.Ordinal) is >= 0 and var at
        && double.TryParse(text[(at + "app;dur=".Length)..].Split(',', ';')[0], CultureInfo.InvariantCulture, out var duration)
            ? duration
            : null;
}
