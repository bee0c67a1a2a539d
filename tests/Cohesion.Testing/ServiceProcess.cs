using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Cohesion.Testing;

/// <summary>A service as a process of its own, which a test may kill as a power cut would and start again.</summary>
/// <typeparam name="TProgram">Any public type of the service's assembly.</typeparam>
public sealed class ServiceProcess<TProgram> : IAsyncDisposable
    where TProgram : class
{
    private readonly Surroundings surroundings;
    private readonly IReadOnlyDictionary<string, string> settings;
    private Process? process;

    private ServiceProcess(Surroundings surroundings, IReadOnlyDictionary<string, string> settings, Uri address) =>
        (this.surroundings, this.settings, Address) = (surroundings, settings, address);

    public Uri Address { get; }

    /// <summary>Starts a service and waits until it is ready; <paramref name="settings"/> are those beyond what every service needs, "Section:Name".</summary>
    public static async Task<ServiceProcess<TProgram>> StartAsync(Surroundings surroundings, CancellationToken ct, IReadOnlyDictionary<string, string>? settings = null)
    {
        var service = new ServiceProcess<TProgram>(surroundings, settings ?? new Dictionary<string, string>(StringComparer.Ordinal), FreeAddress());
        await service.StartAgainAsync(ct);
        return service;
    }

    public ApiClient As(Person person) => new(Address, surroundings.Tokens.TokenFor(person));

    public async Task StartAgainAsync(CancellationToken ct)
    {
        var assembly = typeof(TProgram).Assembly.GetName().Name!;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll")]) { WorkingDirectory = AppContext.BaseDirectory };
        var service = JsonNamingPolicy.SnakeCaseLower.ConvertName(assembly.Split('.')[^1]);
        foreach (var (name, value) in surroundings.SettingsOf(service).Concat(settings))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = Environment.GetEnvironmentVariable("COHESION_TEST_LOG") ?? "Warning";
        process = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = Address };
        await Eventually.IsTrueAsync(() => IsReadyAsync(http, ct), $"{assembly} ready at {Address}", ct, TimeSpan.FromSeconds(60));
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

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        if (process is { HasExited: true })
        {
            throw new InvalidOperationException($"The service ended with {process.ExitCode} before it was ready.");
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

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
