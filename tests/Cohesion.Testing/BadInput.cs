using System.IO.Compression;
using System.Text;

namespace Cohesion.Testing;

/// <summary>What ought never to be sent, each kind in one place: bodies that are no JSON, texts that are no texts, files that are no CSV, names that are paths.</summary>
public static class BadInput
{
    /// <summary>Bodies that are answered 400 whatever they were sent for, and 413 where they are too large.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Body, int Status)> Bodies = new Dictionary<string, (byte[], int)>(StringComparer.Ordinal)
    {
        ["ten megabytes"] = (Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', 10 * 1024 * 1024)}}"}"""), 413),
        ["objects within objects"] = (Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"a":""", 20_000)) + "1" + new string('}', 20_000)), 400),
        ["arrays within arrays"] = (Encoding.UTF8.GetBytes(new string('[', 500_000)), 400),
        ["bytes that are not UTF-8 in a value"] = ([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], 400),
        ["bytes that are not UTF-8 in a name"] = ([.. "{\""u8, 0xFF, .. "\":1}"u8], 400),
        ["an overlong NUL"] = ([.. "{\"name\":\""u8, 0xC0, 0x80, .. "\"}"u8], 400),
        ["the same field twice"] = ("""{"name":"a","name":"b"}"""u8.ToArray(), 400),
        ["the same field twice, once in disguise"] = ("""{"name":"a","n\u0061me":"b"}"""u8.ToArray(), 400),
        ["a NUL in a value"] = ("""{"name":"a\u0000b"}"""u8.ToArray(), 400),
        ["a NUL in a name"] = ("""{"na\u0000me":"a"}"""u8.ToArray(), 400),
        ["a raw NUL"] = ("{\"name\":\"a\0b\"}"u8.ToArray(), 400),
        ["the first half of a surrogate pair"] = ("""{"name":"\ud83d"}"""u8.ToArray(), 400),
        ["the second half of a surrogate pair"] = ("""{"name":"\ude00"}"""u8.ToArray(), 400),
        ["half a surrogate pair in a name"] = ("""{"\ud83d":1}"""u8.ToArray(), 400),
        ["a NUL deep inside"] = ("""{"a":[{"b":["\u0000"]}]}"""u8.ToArray(), 400),
        ["nothing but a byte order mark"] = ([0xEF, 0xBB, 0xBF], 400),
        ["JSON that ends too early"] = ("""{"name":"""u8.ToArray(), 400),
        ["JSON and more"] = ("""{"name":"a"}{"name":"b"}"""u8.ToArray(), 400),
        ["a comment"] = ("""{/* */"name":"a"}"""u8.ToArray(), 400),
        ["no number"] = ("""{"name":NaN}"""u8.ToArray(), 400),
        ["UTF-16"] = (Encoding.Unicode.GetBytes("""{"name":"a"}"""), 400),
        ["gzip that does not say so"] = (Gzip("""{"name":"a"}"""u8.ToArray()), 400),
    };

    /// <summary>Values that are good JSON and good for no field.</summary>
    public static readonly IReadOnlyDictionary<string, string> Values = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["an over-long text"] = $"\"{new string('x', 20_000)}\"",
        ["a text of combining marks"] = $"\"a{new string('\u0301', 10_000)}\"",
        ["a number beyond double"] = "1e999",
        ["a number of two thousand digits"] = new string('9', 2_000),
        ["the smallest number"] = "-9223372036854775809",
        ["a fraction"] = "0.1",
        ["a list of lists"] = "[[[]],[{}]]",
        ["a list of many"] = $"[{string.Join(',', Enumerable.Repeat("0", 10_000))}]",
        ["an object of many"] = $"{{{string.Join(',', Enumerable.Range(0, 3_000).Select(number => $"\"f{number}\":0"))}}}",
        ["SQL"] = "\"'; drop table engagement.referrals; --\"",
        ["a path"] = "\"../../../../etc/passwd\"",
        ["true"] = "true",
    };

    /// <summary>Files that are no CSV, whatever they are called.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> Files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["a zip bomb"] = Zip("roll.csv", new byte[64 * 1024 * 1024]),
        ["a workbook"] = Zip("xl/workbook.xml", "<workbook/>"u8.ToArray()),
        ["gzip"] = Gzip("URN,LA (code)\r\n100001,936\r\n"u8.ToArray()),
        ["a gzip bomb"] = Gzip(new byte[64 * 1024 * 1024]),
        ["an XML bomb"] = Encoding.UTF8.GetBytes(
            """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>"""),
        ["XML that reads a file"] = [0xEF, 0xBB, 0xBF, .. """ <!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>"""u8],
        ["HTML"] = "<!doctype html><script>alert(1)</script>"u8.ToArray(),
        ["a PDF"] = "%PDF-1.7\n"u8.ToArray(),
        ["a picture"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
        ["a program"] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0],
        ["an old workbook"] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        ["a NUL on a later line"] = "UPN,Surname\r\n1,a\r\n2,b\0c\r\n"u8.ToArray(),
        ["a NUL in UTF-16"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("UPN,Surname\r\n1,a\0b\r\n")],
        ["UTF-32"] = [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("UPN,Surname\r\n")],
        ["a line without end"] = Encoding.ASCII.GetBytes(new string('a', 2 * 1024 * 1024)),
    };

    /// <summary>Names of files that mean harm, and what may be left of them.</summary>
    public static readonly IReadOnlyDictionary<string, (string Sent, string Kept)> FileNames = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["up and away"] = ("../../../etc/x.csv", "x.csv"),
        ["up and away on Windows"] = ("..\\..\\windows\\x.csv", "x.csv"),
        ["a device"] = ("/dev/stdin", "stdin"),
        ["a folder"] = ("..", "file"),
        ["a NUL"] = ("x.csv\0.exe", "x.csv.exe"),
        ["turned round"] = ("roll\u202Evsc.exe", "rollvsc.exe"),
        ["signs that nobody sees"] = ("ro\u200Bll\u2066.csv", "roll.csv"),
        ["a line of its own"] = ("a\u2028b.csv", "ab.csv"),
        ["four thousand characters"] = (new string('n', 4_000) + ".csv", new string('n', 200)),
        ["script"] = ("<script>alert(1)<script>.csv", "<script>alert(1)<script>.csv"),
        ["a formula"] = ("=HYPERLINK(0).csv", "=HYPERLINK(0).csv"),
        ["an emoji cut in two"] = (new string('n', 199) + "😀.csv", new string('n', 199) + ".")
    };

    /// <summary>Cells that a spreadsheet would take for a formula.</summary>
    public static readonly IReadOnlyList<string> Formulas = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1"];

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>A multipart body with one file, its name written as it is, for names that a client of good manners would not send.</summary>
    public static ByteArrayContent Upload(string name, byte[] file)
    {
        const string boundary = "a-boundary-of-this-test";
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"\r\nContent-Type: text/csv\r\n\r\n"),
            .. file, .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
        return new ByteArrayContent(body) { Headers = { ContentType = new("multipart/form-data") { Parameters = { new("boundary", boundary) } } } };
    }

    private static byte[] Zip(string name, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }

        return packed.ToArray();
    }
}
