using Cohesion.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A service with a store, put together as the real ones are; it logs warnings only.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication app;

    private Service(WebApplication app) => (this.app, Store) = (app, app.Services.GetRequiredService<Store>());

    public Store Store { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts it; <paramref name="name"/> is its schema.</summary>
    public static async Task<Service> StartAsync(
        DurableServers servers, string name, CancellationToken ct, Action<StoreBuilder>? store = null, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Cohesion", servers.ConnectionString)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);
        builder.AddStore(name, definition =>
        {
            definition.Events(VisitsJson.Default, typeof(VisitMade));
            definition.Aggregate(Activity.Aggregate);
            store?.Invoke(definition);
        });
        more?.Invoke(builder);
        var app = builder.Build();
        await app.StartAsync(ct);
        return new Service(app);
    }

    /// <summary>Appends one visit to a new stream, and insists that it was stored.</summary>
    public Task AppendAsync(int number) => AppendAsync(Visits.NewActivity(), [Visits.Visit(number)]);

    public async Task AppendAsync(StreamKey activity, IReadOnlyList<object> visits)
    {
        var result = await Store.AppendAsync(activity, ExpectedVersion.MustNotExist, visits, Visits.Metadata(), CancellationToken.None, Activity.Alias);
        if (result is not AppendResult.Appended)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
