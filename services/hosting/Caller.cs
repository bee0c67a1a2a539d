using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>The person whose session token came with the request, and where they may act.</summary>
/// <param name="PersonId">Opaque id of the person.</param>
/// <param name="Schools">URNs of the schools they act in.</param>
/// <param name="Trusts">Ids of the trusts whose figures they may see.</param>
/// <param name="LocalAuthorities">Three-digit codes of the local authorities whose figures they may see.</param>
public sealed record Caller(
    string PersonId, string Name, Role Role, IReadOnlySet<int> Schools, IReadOnlySet<string> Trusts, IReadOnlySet<int> LocalAuthorities)
{
    public bool MayActFor(int urn) => Schools.Contains(urn);

    public bool Is(params ReadOnlySpan<Role> roles) => roles.Contains(Role);

    /// <summary>Binds the caller in a minimal API; null for a request without a valid session token.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    /// <summary>Reads the claims of a session token; null where they name no person or no role.</summary>
    public static Caller? From(ClaimsPrincipal user) =>
        user.FindFirstValue("sub") is { } id && RoleNames.TryParse(user.FindFirstValue("role"), out var role)
            ? new Caller(id, user.FindFirstValue("name") ?? "", role, Numbers(user, "school"), Values(user, "trust"), Numbers(user, "la"))
            : null;

    private static HashSet<string> Values(ClaimsPrincipal user, string type) => user.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);

    private static HashSet<int> Numbers(ClaimsPrincipal user, string type) =>
        user.FindAll(type).Select(claim => int.Parse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToHashSet();
}
