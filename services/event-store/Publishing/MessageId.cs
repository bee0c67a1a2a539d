using System.Security.Cryptography;
using System.Text;

namespace Cohesion.EventStore;

/// <summary>Message ids that come out the same every time: name-based UUIDs (RFC 9562, version 5).</summary>
public static class MessageId
{
    /// <summary>The id of a message made from one event for one purpose, for instance the page number of a long message.</summary>
    public static Guid From(Guid eventId, string purpose) => Version5(eventId, Encoding.UTF8.GetBytes(purpose));

    /// <summary>The id of a message made from several events.</summary>
    public static Guid From(params IReadOnlyList<Guid> eventIds) =>
        Version5(Guid.Empty, [.. eventIds.SelectMany(id => id.ToByteArray(bigEndian: true))]);

#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 here; it protects nothing
    private static Guid Version5(Guid space, byte[] name)
    {
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. name])[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
#pragma warning restore CA5350
}
