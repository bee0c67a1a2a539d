using System.Diagnostics;
using System.Diagnostics.Metrics;

using Cohesion.EventStore;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>A plain table that a library keeps in the schema of every service using it; registered as a service, made with the store's own tables.</summary>
/// <param name="File">The end of the name of an embedded file that may be run any number of times.</param>
public sealed record StoreTable(System.Reflection.Assembly Assembly, string File);

/// <summary>Gives a service its store.</summary>
public static class StoreRegistration
{
    /// <summary>
    /// Registers <see cref="Store"/>, sets up the tables before anything else starts, and runs the followers.
    /// <paramref name="name"/> is the service's; its schema is called the same.
    /// </summary>
    public static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder, string name, Action<StoreBuilder> configure)
    {
        var definition = new StoreBuilder(name, configure.Method.Module.Assembly);
        configure(definition);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<StoreOptions>()
            .BindConfiguration(StoreOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.ConnectionString = configuration.GetConnectionString("Cohesion") ?? "")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, ValidateStoreOptions>();
        if (definition.IsOneShardOnly)
            services.AddOptions<StoreOptions>().Validate(options => options.Shards.Count == 0, $"Store:Shards: {name} runs on one shard only.");
        services.AddSingleton(provider =>
        {
            definition.Tables.AddRange(provider.GetServices<StoreTable>().Select(table => (table.Assembly, table.File)));
            var options = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
            var others = options.Shards.OrderBy(shard => shard.Key, StringComparer.Ordinal);
            return new Store(
                definition,
                [
                    (Shard.Home, Connections(options.ConnectionString)),
                    .. others.Select(shard => (shard.Key, Connections(shard.Value))),
                ],
                provider.GetRequiredService<TimeProvider>(),
                new StoreTelemetry(definition.Schema, provider.GetRequiredService<IMeterFactory>()),
                provider.GetService<SubjectKeys>());

            ShardConnections Connections(string connectionString) =>
                ShardConnections.Make(connectionString, (role, leavesNothing) => DataSource(provider, role, definition.Schema, leavesNothing));
        });
        if (definition.Types.HoldPersonalTexts)
            AddKeys(services, definition.Schema);
        services.AddHostedService<SetUp>();
        services.AddSingleton<Followers>();
        services.AddHostedService(provider => provider.GetRequiredService<Followers>());
        services.AddSingleton(provider => new StoreOverview(provider.GetRequiredService<Store>(), provider.GetRequiredService<Followers>()));
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
        return builder;
    }

    // A pool of its own: who holds a connection of the service's while it asks for keys must not wait for another of the same.
    private static void AddKeys(IServiceCollection services, string schema)
    {
        services.AddOptions<KeysOptions>()
            .BindConfiguration(KeysOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
                options.ConnectionString = configuration.GetConnectionString("CohesionKeys") ?? configuration.GetConnectionString("Cohesion") ?? "")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeysOptions>, ValidateKeysOptions>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<KeysOptions>>().Value;
            return new SubjectKeys(
                schema, DataSource(provider, options.ConnectionString, schema), new KeyEncryptionKeys(options.Folder), provider.GetRequiredService<TimeProvider>());
        });
        services.AddHealthChecks().AddCheck<KeysHealth>("keys", tags: ["ready"]);
    }

    private static NpgsqlDataSource DataSource(IServiceProvider provider, string connectionString, string schema, bool leavesNothing = false)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        source.ConnectionStringBuilder.SearchPath = schema;
        source.ConnectionStringBuilder.NoResetOnClose |= leavesNothing;
        source.ConnectionStringBuilder.ApplicationName ??= schema;
        LostHosts.Notice(source.ConnectionStringBuilder);
        source.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        // What belongs to a request, message or batch is traced; followers asking whether there is something new is not.
        source.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null));
        return source.Build();
    }
}
