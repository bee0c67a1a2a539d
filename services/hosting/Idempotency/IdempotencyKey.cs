using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>The caller's own key of a POST. Ids derived from it are the same when the request is repeated, so that a repeat after a crash finds what the first one made.</summary>
public sealed record IdempotencyKey(string Client, string Key, string Path)
{
    public const string Header = "Idempotency-Key";

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    /// <summary>An id for one of the things that the request makes.</summary>
    public Guid Derive(string purpose)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Client}\n{Path}\n{Key}\n{purpose}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // UUID version 8: made by our own rule
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    internal static IdempotencyKey? Of(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        return key.Length is > 0 and <= 255 && context.User.FindFirst("sub")?.Value is { } client ? new IdempotencyKey(client, key, context.Request.Path) : null;
    }
}
