using System.Net;
using System.Text.Json;
using Cohesion.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cohesion.Testing;

/// <summary>
/// One service in this process, on Kestrel and a free port, with a database, a virtual host and tokens of its own.
/// A class fixture: derive from it to set the clock or the surroundings.
/// </summary>
/// <typeparam name="TProgram">Any public type of the service's assembly.</typeparam>
public class ServiceUnderTest<TProgram> : IAsyncLifetime
    where TProgram : class
{
    private Surroundings? own;
    private Host? host;

    /// <summary>Set for a service among others in the same surroundings; the test disposes them.</summary>
    public Surroundings? Shared { get; init; }

    /// <summary>"activity", "equity_monitoring": its schema and its role.</summary>
    public static string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(TProgram).Assembly.GetName().Name!.Split('.')[^1]);

    public Surroundings Surroundings => Shared ?? own ?? throw new InvalidOperationException("Not started.");

    public TestTokens Tokens => Surroundings.Tokens;

    /// <summary>http://127.0.0.1:port/, for Chromium and for programs.</summary>
    public Uri Address => new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public IServiceProvider Services => host?.Services ?? throw new InvalidOperationException("Not started.");

    /// <summary>The clock the service goes by; the machine's if null.</summary>
    protected virtual TimeProvider? Clock => null;

    /// <summary>Development shows the sign-in of demo people.</summary>
    protected virtual string Environment => "Development";

    /// <summary>A client that says who it is with every request; anonymous if null.</summary>
    public ApiClient As(Person? person) => new(Address, person is null ? null : Tokens.TokenFor(person));

    public ApiClient As(Role role, params int[] schools) => As(new Person(role, schools));

    public ApiClient Anonymous() => As(null);

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        own = Shared is null ? await CreateSurroundingsAsync(ct) : null;
        await StartAsync(ct);
    }

    /// <summary>Starts the service, also again after <see cref="StopAsync"/>, on the same data.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        host = new Host(this);
        host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        host.StartServer();
        if (AwaitsBus && host.Services.GetService<IBusControl>() is { } bus)
        {
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, ct);
        }
    }

    public async Task StopAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
            host = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (own is not null)
        {
            await own.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>False for a test that starts a service while its broker is away.</summary>
    protected virtual bool AwaitsBus => true;

    /// <summary>Services that a test puts in place of the real ones.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Settings beyond those every service needs, "Section:Name".</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal);

    protected virtual Task<Surroundings> CreateSurroundingsAsync(CancellationToken ct) => Surroundings.CreateAsync(ct);

    private sealed class Host(ServiceUnderTest<TProgram> test) : WebApplicationFactory<TProgram>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(test.Environment).UseContentRoot(AppContext.BaseDirectory);
            foreach (var (name, value) in test.Surroundings.SettingsOf(Name).Concat(test.Settings))
            {
                builder.UseSetting(name, value);
            }

            builder.UseSetting("Logging:LogLevel:Default", System.Environment.GetEnvironmentVariable("COHESION_TEST_LOG") ?? nameof(LogLevel.Warning));
            builder.ConfigureTestServices(services =>
            {
                if (test.Clock is { } clock)
                {
                    services.AddSingleton(clock);
                }

                test.Configure(services);
            });
        }
    }
}
