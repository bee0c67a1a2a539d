using Cohesion.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>What recording who saw what needs.</summary>
internal static class AuditRegistration
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<AuditOptions>, ValidateAudit>();
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateOnStart();
        services.AddSingleton(new StoreTable(typeof(AuditRegistration).Assembly, "Audit.Audit.table.sql"));
        services.AddSingleton(Keys);
        services.AddSingleton(provider => new AuditChain(provider.GetRequiredService<Store>().Schema, provider.GetRequiredService<AuditKeys>()));
        services.AddSingleton<AuditLedger>().AddSingleton<AuditHeads>().AddSingleton<AuditTrail>().AddSingleton<AuditPlace>().AddSingleton<RequestRecord>();
        services.AddSingleton<AuditAnchors>().AddHostedService(provider => provider.GetRequiredService<AuditAnchors>());
        services.AddSingleton(provider => new SignInRecord(
            provider.GetRequiredService<AuditTrail>(), provider.GetRequiredService<StrangersRefused>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StrangersRefused>().AddHostedService(provider => provider.GetRequiredService<StrangersRefused>());
    }

    private static AuditKeys Keys(IServiceProvider provider)
    {
        var keys = new AuditKeys(provider.GetRequiredService<IOptions<AuditOptions>>().Value.KeyFolder);
        if (!keys.Any && !provider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            provider.GetRequiredService<ILogger<AuditKeys>>().ChainsWithoutKey();
        }

        return keys;
    }
}
