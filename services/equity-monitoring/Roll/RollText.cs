using System.Text;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Finds out, while a file passes by, how its text is encoded and how many lines it has. Schools' systems write UTF-8 or Windows-1252.</summary>
public sealed class RollText
{
    public const string Utf8 = "utf-8";
    public const string WindowsLatin = "windows-1252";
    public const string Utf16 = "utf-16";

    private readonly Decoder strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private readonly byte[] start = new byte[4];
    private readonly char[] characters = new char[4096];
    private int startLength;
    private bool utf8 = true;

    static RollText() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public long Length { get; private set; }

    public int Lines { get; private set; }

    public string Encoding =>
        start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? Utf16
        : utf8 ? Utf8 : WindowsLatin;

    public static StreamReader Reader(Stream bytes, string encoding) => new(
        bytes,
        encoding switch
        {
            WindowsLatin => System.Text.Encoding.GetEncoding(1252),
            Utf16 => System.Text.Encoding.Unicode,
            _ => System.Text.Encoding.UTF8,
        },
        detectEncodingFromByteOrderMarks: encoding != WindowsLatin);

    public void Pass(ReadOnlySpan<byte> bytes)
    {
        for (var index = 0; startLength < start.Length && index < bytes.Length; index++)
        {
            start[startLength++] = bytes[index];
        }

        Length += bytes.Length;
        Lines += bytes.Count((byte)'\n');
        Check(bytes, flush: false);
    }

    /// <summary>Says that the file is complete: half a character at its end is no UTF-8.</summary>
    public void End() => Check([], flush: true);

    private void Check(ReadOnlySpan<byte> bytes, bool flush)
    {
        try
        {
            while (utf8 && (!bytes.IsEmpty || flush))
            {
                strict.Convert(bytes, characters, flush, out var used, out _, out var completed);
                bytes = bytes[used..];
                flush = flush && !completed;
            }
        }
        catch (DecoderFallbackException)
        {
            utf8 = false;
        }
    }
}
