using System.Globalization;

using Cohesion.EventStore;
using Cohesion.EventStore.Worker;
using Cohesion.EventStoreTests;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Worker SCHEMA move TENANT SHARD: moves a tenant and ends. Worker SCHEMA CALLERS SEED: a replica that follows and, with callers, appends for ever. ConnectionStrings__Cohesion says where. It ends when it
// is killed, or when its standard input ends, so that it never outlives whoever started it.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Configuration.AddEnvironmentVariables();
if (Environment.GetEnvironmentVariable("COHESION_TEST_LOG") is not null)
    builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.AddStore(args[0], store =>
{
    store.Events(ClubsJson.Default, Club.Events);
    store.Aggregate(Club.Aggregate);
    if (args[1] == "move")
        ClubsAtWork.DefinePublished(store);
    else
        ClubsAtWork.Define(store);
});
using var host = builder.Build();
if (args is [_, "move", var tenant, var shard])
{
    await host.Services.GetRequiredService<Store>().MoveAsync(new Tenant(tenant), shard, CancellationToken.None);
    return;
}

var (callers, seed) = (int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
await host.StartAsync();

var answers = new Answers(Console.OpenStandardOutput());
var working = Enumerable.Range(0, callers).Select(number => new Caller(host.Services.GetRequiredService<Store>(), answers, (seed * 100) + number).RunAsync()).ToList();
await Task.WhenAny([Task.Run(Console.In.ReadToEnd), .. working]);
