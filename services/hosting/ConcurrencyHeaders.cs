using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>The stream version in the protocol: ETag out, If-Match in.</summary>
public static class ConcurrencyHeaders
{
    /// <summary>Sets <c>ETag: "7"</c>.</summary>
    public static void SetVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that If-Match names; null where the header is missing or "*". False where it cannot be read.</summary>
    public static bool TryReadIfMatch(this HttpRequest request, out long? version)
    {
        version = null;
        var text = request.Headers.IfMatch.ToString().Trim();
        if (text is "" or "*")
        {
            return true;
        }

        var read = long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = read ? number : null;
        return read;
    }
}
