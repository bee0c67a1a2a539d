using System.Text;
using Cohesion.Hosting;

namespace Cohesion.Reporting.Imports;

/// <summary>GIAS files come in Windows-1252; spreadsheets save them again as UTF-8. Text that is valid UTF-8 is taken as such.</summary>
public static class GiasText
{
    private const int Chunk = 64 * 1024;

    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads the whole stream to tell its encoding, or what is wrong with it where it is no CSV, and goes back to its start.</summary>
    public static async Task<(Encoding Encoding, Fault? Fault)> LookAtAsync(Stream file, CancellationToken ct)
    {
        var (scan, text) = (new UploadScan(), new Utf8Check());
        var bytes = new byte[Chunk];
        while (scan.Fault is null && await file.ReadAsync(bytes, ct) is > 0 and var read)
        {
            scan.Pass(bytes.AsSpan(0, read));
            text.Pass(bytes.AsSpan(0, read), flush: false);
        }

        text.Pass([], flush: true);
        file.Position = 0;
        return (text.IsUtf8 ? Encoding.UTF8 : Windows1252, scan.Fault);
    }

    private sealed class Utf8Check
    {
        private readonly Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        private readonly char[] characters = new char[Chunk + 1];

        public bool IsUtf8 { get; private set; } = true;

        public void Pass(ReadOnlySpan<byte> bytes, bool flush)
        {
            try
            {
                _ = IsUtf8 ? decoder.GetChars(bytes, characters, flush) : 0;
            }
            catch (DecoderFallbackException)
            {
                IsUtf8 = false;
            }
        }
    }
}
