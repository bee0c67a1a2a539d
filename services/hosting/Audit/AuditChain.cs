using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cohesion.Hosting;

/// <summary>The arithmetic of the chains of one service: the hash of a row covers everything in it and the hash before it.</summary>
public sealed class AuditChain(string service, AuditKeys keys)
{
    private const byte Encoding1 = 1;

    /// <summary>What the first row follows.</summary>
    public static byte[] Beginning { get; } = new byte[32];

    /// <summary>The row after <paramref name="head"/>; the first of its tenant after null.</summary>
    public AuditRow Next(AuditHead? head, AuditEntry entry)
    {
        var (sequence, previous) = ((head?.Sequence ?? 0) + 1, head?.Hash ?? Beginning);
        return new(sequence, entry, keys.Newest, previous, HashOf(sequence, entry, keys.Newest, previous)!);
    }

    /// <summary>False where anything in the row is not as it was written; null where its key is not at hand.</summary>
    public bool? Holds(AuditRow row) => HashOf(row.Sequence, row.Entry, row.Key, row.Previous) is { } hash ? hash.AsSpan().SequenceEqual(row.Hash) : null;

    private byte[]? HashOf(long sequence, AuditEntry entry, string key, byte[] previous)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write([Encoding1]);
        Write(bytes, service);
        Write(bytes, entry.Tenant);
        Write(bytes, sequence);
        Write(bytes, (entry.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        ReadOnlySpan<string> texts =
        [
            entry.Who, entry.Role, AuditCodes.Of(entry.Act), AuditCodes.Of(entry.Outcome), entry.What, entry.Item, entry.Special ? "special" : "", entry.Purpose,
            entry.Reason, entry.Correlation, key,
        ];
        foreach (var text in texts)
        {
            Write(bytes, text);
        }

        Write(bytes, entry.Times);
        bytes.Write(previous);
        return keys.Hash(key, bytes.WrittenSpan);
    }

    /// <summary>Each text with its length before it: no two rows can be written alike.</summary>
    private static void Write(ArrayBufferWriter<byte> bytes, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(bytes, length);
        bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }
}
