using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>Which thing a request was about, by opaque ids alone: what else an address holds, anybody could have typed, a child's name too.</summary>
internal static class AuditItem
{
    private const int GuidLength = 36;
    private static readonly string[] First = ["id", "importId"];

    /// <summary>The id in the path, otherwise that of the thing that was made; empty where there is none.</summary>
    public static string Of(HttpContext context)
    {
        var route = context.Request.RouteValues;
        var inPath = First.Select(name => route.GetValueOrDefault(name)).Concat(route.Values).Select(value => IdIn(value as string ?? value?.ToString())).FirstOrDefault(id => id is not null);
        return inPath ?? IdIn(context.Response.Headers.Location.ToString().Split('?')[0]) ?? "";
    }

    /// <summary>The school, trust or authority that somebody asked for and was not shown, where it is a number.</summary>
    public static string PlaceAskedFor(HttpContext context) => AuditPlace.Places
        .Select(name => context.Request.RouteValues.GetValueOrDefault(name)?.ToString() ?? "")
        .FirstOrDefault(place => place.Length is > 0 and <= 10 && place.All(char.IsAsciiDigit)) ?? "";

    /// <summary>A Guid, alone or at the end: "session-0192f…".</summary>
    private static string? IdIn(string? text) => text?.Length >= GuidLength && Guid.TryParseExact(text[^GuidLength..], "D", out var id) ? id.ToString("D") : null;
}
