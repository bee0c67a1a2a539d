using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cohesion.Testing;

/// <summary>All of Cohesion as it runs for people: five services as processes of their own, nginx in front, a fresh database and virtual host.</summary>
public sealed class Site : IAsyncDisposable
{
    /// <summary>Each service's folder, its schema, and where its pages begin.</summary>
    public static readonly IReadOnlyList<(string Name, string Schema, string Path)> Parts =
    [
        ("access", "access", "access"), ("activity", "activity", "activity"), ("engagement", "engagement", "engagement"),
        ("equity-monitoring", "equity_monitoring", "equity"), ("reporting", "reporting", "reports"),
    ];

    private readonly Surroundings surroundings;
    private readonly string folder;
    private readonly string logs = Repository.File("TestResults", "logs", $"{Guid.CreateVersion7():n}");
    private readonly Dictionary<string, SiteService> services = new(StringComparer.Ordinal);
    private Process? nginx;

    private Site(Surroundings surroundings)
    {
        this.surroundings = surroundings;
        folder = Directory.CreateTempSubdirectory("cohesion-site-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute); // nginx works as a user of its own
        }

        Directory.CreateDirectory(logs);
        Address = FreeAddress();
    }

    /// <summary>Where nginx listens.</summary>
    public Uri Address { get; }

    public TestDatabase Database => surroundings.Database;

    public IReadOnlyDictionary<string, SiteService> Services => services;

    /// <summary>What the services and nginx have logged: each one's file, by its name. The services' are kept with the results of the test.</summary>
    public IReadOnlyDictionary<string, string> Logs => services.Keys.ToDictionary(name => name, name => Path.Combine(logs, $"{name}.log"))
        .Append(new("nginx", Path.Combine(folder, "access.log"))).Append(new("nginx, errors", Path.Combine(folder, "error.log"))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Starts everything and waits until the sign-in page is there.</summary>
    /// <param name="broker">One of the test's own, if it wants to stop it.</param>
    /// <param name="telemetry">Where the services send traces, OTLP over HTTP.</param>
    public static async Task<Site> StartAsync(CancellationToken ct, PrivateBroker? broker = null, Uri? telemetry = null)
    {
        var site = new Site(await Surroundings.CreateAsync(ct, broker));
        var addresses = Parts.ToDictionary(part => part.Name, _ => FreeAddress());
        foreach (var (name, schema, _) in Parts)
        {
            site.services[name] = new SiteService(name, addresses[name], Path.Combine(site.logs, $"{name}.log"), site.SettingsOf(schema, addresses["access"], telemetry));
        }

        try
        {
            await Task.WhenAll(site.services.Values.Select(service => service.StartAsync(ct)));
            await site.StartNginxAsync(addresses, ct);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (nginx is not null)
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }

        foreach (var service in services.Values)
        {
            await service.KillAsync();
        }

        await surroundings.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private Dictionary<string, string> SettingsOf(string schema, Uri access, Uri? telemetry)
    {
        var settings = surroundings.SettingsOf(schema).ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
        settings["Tokens__Authority"] = access.ToString().TrimEnd('/');
        settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        settings["Logging__LogLevel__Default"] = Environment.GetEnvironmentVariable("COHESION_TEST_LOG") ?? "Information";
        settings["Logging__LogLevel__Microsoft"] = settings["Logging__LogLevel__Npgsql"] = "Warning";
        if (telemetry is not null)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.ToString();
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_BSP_SCHEDULE_DELAY"] = "500";
        }

        return settings;
    }

    private async Task StartNginxAsync(Dictionary<string, Uri> addresses, CancellationToken ct)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FOLDER"] = folder,
            ["LISTEN"] = Address.Authority,
            ["ACCESS_LOG"] = Path.Combine(folder, "access.log"),
            ["SITE"] = Repository.File("deploy", "nginx", "site.conf"),
            ["USER"] = Environment.UserName == "root" ? "user www-data;" : "",
        };
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "upstreams.conf"), addresses.Select(at => $"upstream {at.Key} {{ server {at.Value.Authority}; keepalive 16; }}"), ct);
        var text = await File.ReadAllTextAsync(Repository.File("deploy", "nginx", "native.conf"), ct);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"), values.Aggregate(text, (filled, value) => filled.Replace($"${{{value.Key}}}", value.Value, StringComparison.Ordinal)), ct);
        nginx = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", "stderr"]))!;
        using var http = new HttpClient { BaseAddress = Address };
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    using var response = await http.GetAsync("/access/sign-in", ct);
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"the site at {Address}", ct, TimeSpan.FromSeconds(120));
    }
}
