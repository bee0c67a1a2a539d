using System.Globalization;
using System.Security.Claims;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Hosting;

/// <summary>
/// Whose chain a row belongs to: the school, trust or authority whose data it was. Who was refused stands in the chain of their own place, so that
/// nobody can fill the chain of another, nor learn from it that there is such a place.
/// </summary>
internal sealed class AuditPlace(AuditLedger ledger)
{
    public const string Platform = "platform";

    /// <summary>How routes name a place.</summary>
    public static readonly string[] Places = ["urn", "trustId", "code", "tenant"];

    public async ValueTask<string> OfAsync(HttpContext context, Audited audited, string item, AuditOutcome outcome)
    {
        if (audited.ForPlatform)
        {
            return Platform;
        }

        var caller = Caller.From(context.User);
        if (caller is not null && Named(context.Request.RouteValues) is { } named && (outcome is AuditOutcome.Done || Owns(caller, named)))
        {
            return named;
        }

        if (caller is { Schools.Count: > 1 })
        {
            var schools = caller.Schools.Select(Number).ToArray();
            if (audited.Stream is { } stream && item.Length > 0 && await ledger.OwnerAsync(schools, $"{stream}-{item}", CancellationToken.None) is { } owner)
            {
                return owner;
            }

            if (schools.Contains(context.Request.Query["urn"].ToString(), StringComparer.Ordinal))
            {
                return context.Request.Query["urn"].ToString();
            }
        }

        return HomeOf(context.User);
    }

    /// <summary>The place somebody acts for; the first by number where there are several.</summary>
    public string HomeOf(ClaimsPrincipal user) => Caller.From(user) switch
    {
        null when user.FindFirstValue("sub") is { Length: > 0 } agency => Clean(agency),
        { } caller => HomeOf(caller),
        _ => Platform,
    };

    public static string HomeOf(Caller caller) => caller switch
    {
        { Schools.Count: > 0 } => Number(caller.Schools.Min()),
        { Trusts.Count: > 0 } => Clean(Tenant.OfTrust(caller.Trusts.Order(StringComparer.Ordinal).First()).Value),
        { LocalAuthorities.Count: > 0 } => Authority(caller.LocalAuthorities.Min()),
        _ => Platform,
    };

    /// <summary>An answer that was no yes says nothing of whether the place is the caller's.</summary>
    private static bool Owns(Caller caller, string tenant) => caller.Schools.Any(urn => Number(urn) == tenant);

    private static string? Named(RouteValueDictionary route) =>
        NumberIn(route, "urn") is { } urn ? Number(urn)
        : route.GetValueOrDefault("trustId") is string trust ? Clean(Tenant.OfTrust(trust).Value)
        : NumberIn(route, "code") is { } code ? Authority(code)
        : route.GetValueOrDefault("tenant") is string tenant ? Clean(tenant)
        : null;

    private static int? NumberIn(RouteValueDictionary route, string name) =>
        int.TryParse(route.GetValueOrDefault(name)?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(int urn) => urn.ToString(CultureInfo.InvariantCulture);

    private static string Authority(int code) => Tenant.OfAuthority(code).Value;

    private static string Clean(string tenant) => AuditEntry.Clean(tenant).Replace(' ', '-');
}
