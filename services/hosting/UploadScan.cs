using System.Globalization;
using System.Text;

namespace Cohesion.Hosting;

/// <summary>Looks at an uploaded table while its bytes pass by, and says what it is where it is no CSV. Its name is never a path, only words on a page.</summary>
public sealed class UploadScan
{
    /// <summary>Bytes of a line; the longest that registers of schools have are about 2,000.</summary>
    public const int LongestLine = 64 * 1024;

    private const int LongestName = 200;

    private static readonly (byte[] Start, string Kind)[] Kinds =
    [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or another ZIP file"), ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP file"), ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"), ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x1F, 0x8B], "a gzip file"), ([0x42, 0x5A, 0x68], "a bzip2 file"), ([0xFD, 0x37, 0x7A, 0x58], "an xz file"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip file"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR file"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"), ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"),
        ("<"u8.ToArray(), "an XML or HTML file"), ("{"u8.ToArray(), "a JSON file"),
    ];

    private readonly byte[] start = new byte[64];
    private int startLength;
    private int lineLength;
    private int line = 1;
    private long place;
    private byte before;
    private Fault? found;

    /// <summary>What is wrong with all that passed; null where it may be CSV.</summary>
    public Fault? Fault => KindOf(start.AsSpan(0, startLength)) is { } kind
        ? new Fault("file", "file-not-text", $"This is {kind}, not a CSV file. In Excel, choose Save as, then CSV UTF-8.")
        : found;

    private bool IsUtf16 => start.AsSpan(0, startLength) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    public void Pass(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, start.Length - startLength);
        bytes[..taken].CopyTo(start.AsSpan(startLength));
        startLength += taken;
        while (found is null && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var rest = end < 0 ? bytes : bytes[..end];
            Check(end < 0 ? rest : bytes[..(end + 1)]);
            if (end >= 0)
            {
                (line, lineLength) = (line + 1, 0);
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }
    }

    /// <summary>The last part of the name as it was sent, without signs that nobody sees or that turn others round, at most 200 characters; "file" where nothing is left.</summary>
    public static string NameOf(string? sent)
    {
        var name = new StringBuilder();
        foreach (var rune in (sent ?? "")[((sent ?? "").LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            var shown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (shown && name.Length + rune.Utf16SequenceLength <= LongestName)
            {
                name.Append(rune.ToString());
            }
        }

        return name.ToString().Trim() is { Length: > 0 } left && left.Trim('.').Length > 0 ? left : "file";
    }

    private static string? KindOf(ReadOnlySpan<byte> start)
    {
        var text = (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start).TrimStart(" \t\r\n"u8);
        foreach (var (begin, kind) in Kinds)
        {
            if (text.StartsWith(begin))
            {
                return kind;
            }
        }

        return null;
    }

    private void Check(ReadOnlySpan<byte> part)
    {
        lineLength += part.Length;
        if (lineLength > LongestLine)
        {
            found = new Fault("file", "line-too-long", $"Line {line} is longer than {LongestLine} characters: this is no table with a row on each line.", line);
        }
        else if (IsUtf16 ? HoldsWideNul(part) : part.Contains((byte)0))
        {
            found = new Fault("file", "file-not-text", $"This is not a CSV file: line {line} holds a NUL character, which no text has.", line);
        }

        place += part.Length;
    }

    /// <summary>In UTF-16 every other byte of a letter is 0; a character is NUL where both are.</summary>
    private bool HoldsWideNul(ReadOnlySpan<byte> part)
    {
        for (var index = 0; index < part.Length; index++)
        {
            if (part[index] == 0 && before == 0 && (place + index) % 2 == 1)
            {
                return true;
            }

            before = part[index];
        }

        return false;
    }
}
