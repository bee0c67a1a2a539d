using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cohesion.Access.Providers;

/// <summary>What a provider says of itself, its keys among it: read when first wanted, kept for ten minutes, read anew when a key is met that is not there.</summary>
internal sealed class ProviderMetadata(string provider, string authority, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NotSoonerThan = TimeSpan.FromSeconds(5);

    private readonly HttpDocumentRetriever documents = new(http) { RequireHttps = authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
    private volatile Kept? kept;

    /// <summary>What the provider says of itself.</summary>
    /// <exception cref="ProviderAwayException">It cannot be had.</exception>
    public async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken ct) =>
        kept is { } at && clock.GetElapsedTime(at.ReadAt) < KeptFor ? at.Configuration : await FetchAsync(ct);

    /// <summary>Null where it has been read a moment ago: a wrong key must not make us ask all the time.</summary>
    public async Task<OpenIdConnectConfiguration?> ReadAnewAsync(CancellationToken ct) =>
        kept is { } at && clock.GetElapsedTime(at.ReadAt) < NotSoonerThan ? null : await FetchAsync(ct);

    /// <summary>Null where the provider says no (4xx).</summary>
    public async Task<T?> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(type, ct);
        }
        catch (Exception error) when (IsAway(error, ct))
        {
            throw new ProviderAwayException(provider, error);
        }
    }

    private async Task<OpenIdConnectConfiguration> FetchAsync(CancellationToken ct)
    {
        try
        {
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(authority.TrimEnd('/') + "/.well-known/openid-configuration", documents, ct);
            if (configuration.Issuer.TrimEnd('/') != authority.TrimEnd('/'))
            {
                throw new ProviderAwayException(provider, null);
            }

            kept = new Kept(configuration, clock.GetTimestamp());
            return configuration;
        }
        catch (Exception error) when (IsAway(error, ct))
        {
            throw new ProviderAwayException(provider, error);
        }
    }

    private static bool IsAway(Exception error, CancellationToken ct) =>
        error is HttpRequestException or IOException or InvalidOperationException or ArgumentException or JsonException || (error is OperationCanceledException && !ct.IsCancellationRequested);

    private sealed record Kept(OpenIdConnectConfiguration Configuration, long ReadAt);
}
