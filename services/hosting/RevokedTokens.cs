using System.Collections.Frozen;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>Where the list of what has been revoked is read: ids of sessions, memberships and people, as long as tokens that name them may still be about.</summary>
public interface IRevocationList
{
    Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct);
}

/// <summary>
/// Knows the sessions, memberships and people whose tokens are refused before they expire. The list is fetched every fifteen seconds, beside the
/// requests, never by them; while access is away the last one holds, and tokens run out by themselves since nobody renews them.
/// </summary>
public sealed class RevokedTokens(IRevocationList list, TimeProvider clock, ILogger<RevokedTokens> logger) : BackgroundService
{
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(15);

    private static readonly string[] Revocable = ["sid", "mid", "sub"];
    private volatile FrozenSet<string> revoked = [];

    public bool Cover(ClaimsPrincipal user)
    {
        var known = revoked;
        return known.Count > 0 && Revocable.Any(claim => user.FindFirstValue(claim) is { } id && known.Contains(id));
    }

    public async Task ReadAgainAsync(CancellationToken ct) => revoked = (await list.ReadAsync(ct)).ToFrozenSet(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var away = false;
        using var timer = new PeriodicTimer(ReadEvery, clock);
        do
        {
            try
            {
                await ReadAgainAsync(stoppingToken);
                away = false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (!away)
                {
                    logger.RevocationsAway(error.GetType().Name);
                }

                away = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

/// <summary>The list as access publishes it beside its keys.</summary>
internal sealed class RevocationsOfAccess(IOptions<TokensOptions> tokens) : IRevocationList, IDisposable
{
    public const string Path = "/access/.well-known/revocations.json";

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct) =>
        await http.GetFromJsonAsync(tokens.Value.Authority.TrimEnd('/') + Path, HostingJson.Default.IReadOnlyListString, ct) ?? [];

    public void Dispose() => http.Dispose();
}

internal static class RevokedTokensRegistration
{
    public static void AddRevokedTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<IRevocationList, RevocationsOfAccess>();
        services.AddSingleton<RevokedTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<RevokedTokens>());
    }
}

internal static partial class RevocationLog
{
    [LoggerMessage(1005, LogLevel.Warning, "The list of revoked sessions could not be read ({Error}); the last one holds, and tokens expire unless they are renewed")]
    public static partial void RevocationsAway(this ILogger logger, string error);
}
