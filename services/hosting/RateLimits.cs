using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>So many requests in so many seconds.</summary>
public sealed class RateLimit
{
    [Range(1, 1_000_000)]
    public int Requests { get; init; }

    [Range(1, 3600)]
    public int Seconds { get; init; } = 60;
}

/// <summary>How much may be asked for at a time, at each replica: <c>RateLimits:Imports:Requests</c> and so on.</summary>
public sealed class RateLimitsOptions
{
    public const string Section = "RateLimits";

    /// <summary>Steps of signing in, from one address: a whole school may sit behind one, and sign in when the bell rings.</summary>
    [Required, ValidateObjectMembers]
    public RateLimit SignIn { get; init; } = new() { Requests = 1200 };

    /// <summary>Requests with one agency's key; what has no key counts against its address.</summary>
    [Required, ValidateObjectMembers]
    public RateLimit ApiKeys { get; init; } = new() { Requests = 3000 };

    /// <summary>Files that one person sends for one school.</summary>
    [Required, ValidateObjectMembers]
    public RateLimit Imports { get; init; } = new() { Requests = 120 };
}

[OptionsValidator]
internal sealed partial class ValidateRateLimits : IValidateOptions<RateLimitsOptions>;

/// <summary>Who asks for too much is told to wait (429, Retry-After) and keeps nobody else waiting.</summary>
public static class RateLimits
{
    private const string SignIn = "sign-in";
    private const string Imports = "imports";
    private const string ApiKeys = "api-keys";

    /// <summary>Counted by the address that asks.</summary>
    public static RouteHandlerBuilder LimitSignIn(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(SignIn);

    /// <summary>Counted by person and school, so that one school's mistake does not stop another's import.</summary>
    public static RouteHandlerBuilder LimitImports(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(Imports);

    /// <summary>Counted by the open part of a key, as <paramref name="keyOf"/> reads it; null counts by address.</summary>
    public static RouteHandlerBuilder LimitApiKeys(this RouteHandlerBuilder endpoint, Func<HttpRequest, string?> keyOf) =>
        endpoint.RequireRateLimiting(ApiKeys).WithMetadata(new KeyReader(keyOf));

    internal static void AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RateLimitsOptions>, ValidateRateLimits>();
        services.AddOptions<RateLimitsOptions>().BindConfiguration(RateLimitsOptions.Section).ValidateOnStart();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = SayWhen;
            limiter.AddPolicy(SignIn, context => Count(context, AddressOf(context), limits => limits.SignIn));
            limiter.AddPolicy(ApiKeys, context => Count(context, KeyOf(context) ?? AddressOf(context), limits => limits.ApiKeys));
            limiter.AddPolicy(Imports, context => Count(context, $"{context.User.FindFirstValue("sub")} {context.GetRouteValue("urn")}", limits => limits.Imports));
        });
    }

    private static RateLimitPartition<string> Count(HttpContext context, string by, Func<RateLimitsOptions, RateLimit> which) => RateLimitPartition.GetFixedWindowLimiter(by, _ =>
    {
        var limit = which(context.RequestServices.GetRequiredService<IOptions<RateLimitsOptions>>().Value);
        return new FixedWindowRateLimiterOptions { PermitLimit = limit.Requests, Window = TimeSpan.FromSeconds(limit.Seconds), QueueLimit = 0 };
    });

    private static ValueTask SayWhen(OnRejectedContext context, CancellationToken ct)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    /// <summary>An IPv6 network hands out addresses by the /64, so that is what is counted.</summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static string? KeyOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<KeyReader>()?.Read(context.Request);

    private sealed record KeyReader(Func<HttpRequest, string?> Read);
}
