using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Providers;

/// <summary>The providers that are configured, in the order of their display names.</summary>
public sealed class SignInProviders(IOptions<SignInOptions> options, IHttpClientFactory http, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FrozenDictionary<string, Provider> all = options.Value.Providers.ToFrozenDictionary(
        provider => provider.Key, provider => new Provider(provider.Key, provider.Value, Client(http), clock), StringComparer.Ordinal);

    public IReadOnlyList<Provider> All => [.. all.Values.OrderBy(provider => provider.DisplayName, StringComparer.Ordinal)];

    public Provider? Find(string? name) => name is null ? null : all.GetValueOrDefault(name);

    private static HttpClient Client(IHttpClientFactory http)
    {
        var client = http.CreateClient(nameof(SignInProviders));
        client.Timeout = Patience;
        return client;
    }
}

internal static class SignInProvidersRegistration
{
    public static void AddSignInProviders(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SignInOptions>, ValidateSignIn>();
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateOnStart();
        services.AddHttpClient(nameof(SignInProviders))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers(); // they write addresses
        services.AddSingleton<SignInProviders>();
    }
}
