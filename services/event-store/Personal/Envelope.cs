using System.Security.Cryptography;
using System.Text;

namespace Cohesion.EventStore;

/// <summary>The event whose texts this thread writes or reads: they are sealed for it, and open nowhere else.</summary>
internal sealed class Envelope : IDisposable
{
    [ThreadStatic]
    private static Envelope? current;

    private readonly KeyRing keys;
    private readonly StreamKey stream;
    private readonly Guid eventId;
    private readonly byte[] binding;

    public Envelope(KeyRing keys, StreamKey stream, Guid eventId)
    {
        (this.keys, this.stream, this.eventId) = (keys, stream, eventId);
        binding = AuthenticatedBox.Binding(stream.Tenant.Value, stream.Id, eventId.ToString());
        current = this;
    }

    public static Envelope Current => current ?? throw new InvalidOperationException("Only the event store writes and reads a personal text; to hand it on, hand on its Text.");

    /// <summary>Whether a text could not be sealed or opened, because its key is destroyed or still wanted.</summary>
    public bool LacksText { get; private set; }

    public byte[]? Close(Subject subject, string text) => Key(subject) is { } key ? AuthenticatedBox.Close(key, Encoding.UTF8.GetBytes(text), binding) : null;

    public string? Open(Subject subject, string closed)
    {
        try
        {
            return Key(subject) is { } key ? Encoding.UTF8.GetString(AuthenticatedBox.Open(key, Convert.FromBase64String(closed), binding)) : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentException)
        {
            throw new BrokenSealException(stream, eventId);
        }
    }

    public void Dispose() => current = null;

    private byte[]? Key(Subject subject)
    {
        var key = keys.Find(new(stream.Tenant, subject));
        LacksText |= key is null;
        return key;
    }
}
