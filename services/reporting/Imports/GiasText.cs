using System.Text;

namespace Cohesion.Reporting.Imports;

/// <summary>GIAS files come in Windows-1252; spreadsheets save them again as UTF-8. Text that is valid UTF-8 is taken as such.</summary>
public static class GiasText
{
    private const int Chunk = 64 * 1024;

    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads the whole stream to tell its encoding, and goes back to its start.</summary>
    public static async Task<Encoding> EncodingOfAsync(Stream file, CancellationToken ct)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, characters) = (new byte[Chunk], new char[Chunk + 1]);
        try
        {
            while (await file.ReadAsync(bytes, ct) is > 0 and var read)
            {
                decoder.GetChars(bytes, 0, read, characters, 0, flush: false);
            }

            decoder.GetChars(bytes, 0, 0, characters, 0, flush: true);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Windows1252;
        }
        finally
        {
            file.Position = 0;
        }
    }
}
