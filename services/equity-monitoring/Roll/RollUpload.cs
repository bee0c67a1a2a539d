using System.Security.Cryptography;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A roll file as it comes in: kept in parts beside its import, never whole in memory, and looked at in passing.</summary>
internal sealed class RollUpload(Store store)
{
    public const long LongestFile = 16 * 1024 * 1024;
    private const int PartSize = 128 * 1024;

    /// <summary>The file of a multipart form (field "file"), or the whole body where a program sends the file alone; null where a form has none.</summary>
    public static async Task<(string Name, Stream Bytes)?> OpenAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return ("roll.csv", request.Body);
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition() && disposition.Name.Equals("file", StringComparison.Ordinal))
            {
                var sent = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
                return sent.Length == 0 ? null : (UploadScan.NameOf(sent), section.Body);
            }
        }

        return null;
    }

    /// <summary>Keeps the parts in the transaction given, and says what passed: its text, its hash, and what is wrong with it where it is no CSV; null where it is longer than any roll.</summary>
    public async Task<(RollText Text, string Sha256, Fault? Fault)?> KeepAsync(Work work, RollImportId id, Stream bytes, CancellationToken ct)
    {
        var (text, scan) = (new RollText(), new UploadScan());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var part = new byte[PartSize];
        for (var number = 0; await bytes.ReadAtLeastAsync(part, PartSize, throwOnEndOfStream: false, ct) is > 0 and var length; number++)
        {
            text.Pass(part.AsSpan(0, length));
            scan.Pass(part.AsSpan(0, length));
            hash.AppendData(part, 0, length);
            if (text.Length > LongestFile)
            {
                return null;
            }

            if (scan.Fault is not null)
            {
                break; // whatever follows, it is no roll
            }

            await work.Connection.ExecuteAsync(new CommandDefinition(
                store.Sql<RollUpload>("Roll.KeepPart.sql"), new { import = id.Value, number, bytes = part[..length] }, work.Transaction, cancellationToken: ct));
        }

        text.End();
        return (text, Convert.ToHexStringLower(hash.GetHashAndReset()), scan.Fault);
    }
}

/// <summary>The parts of a kept file, one after the other.</summary>
internal sealed class RollParts(Func<int, CancellationToken, Task<byte[]?>> read) : Stream
{
    private byte[] part = [];
    private int place;
    private int number;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (place == part.Length)
        {
            part = await read(number++, cancellationToken) ?? [];
            place = 0;
        }

        var length = Math.Min(buffer.Length, part.Length - place);
        part.AsMemory(place, length).CopyTo(buffer);
        place += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Rolls are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
