using System.Security.Cryptography;

namespace Cohesion.EventStore;

/// <summary>AES-256-GCM: nonce, ciphertext and tag in one piece, which opens only with the key and for what it was bound to.</summary>
internal static class AuthenticatedBox
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Close(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, byte[] binding)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var box = new byte[NonceBytes + content.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        cipher.Encrypt(box.AsSpan(0, NonceBytes), content, box.AsSpan(NonceBytes, content.Length), box.AsSpan(NonceBytes + content.Length), binding);
        return box;
    }

    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, byte[] binding)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var content = new byte[Math.Max(0, box.Length - NonceBytes - TagBytes)];
        cipher.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], content, binding);
        return content;
    }

    /// <summary>Each part with its length in front, so that no two lists of parts come out the same.</summary>
    public static byte[] Binding(params ReadOnlySpan<string> parts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var part in parts)
            writer.Write(part);
        return bytes.ToArray();
    }
}
