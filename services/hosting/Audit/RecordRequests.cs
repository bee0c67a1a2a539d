using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Hosting;

/// <summary>
/// Leaves a row of every request to an audited endpoint. The row is on disk before the first byte of the answer goes out, so that nothing is ever
/// shown that is not on record; where the row cannot be written, the answer is an error.
/// </summary>
internal static class RecordRequests
{
    /// <summary>Behind authentication and before authorization, to see who is turned away.</summary>
    public static void UseAudit(this WebApplication app) => app.Use(static (context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Audited>() is { } audited ? RunAsync(context, next, audited) : next(context));

    private static async Task RunAsync(HttpContext context, RequestDelegate next, Audited audited)
    {
        var record = context.RequestServices.GetRequiredService<RequestRecord>();
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Task? recorded = null;
        context.Features.Set<IHttpResponseBodyFeature>(new RecordedBody(wire, RecordOnceAsync));
        try
        {
            await next(context);
        }
        catch (Exception error) when (recorded is null && error is not BadHttpRequestException)
        {
            _ = record.NoteFailureAsync(context, audited); // the caller need not wait, least of all while the database is away
            throw;
        }
        finally
        {
            context.Features.Set(wire);
        }

        await RecordOnceAsync();

        Task RecordOnceAsync() => recorded ??= record.WriteAsync(context, audited);
    }

    /// <summary>An answer whose first byte waits until the request is on record.</summary>
    private sealed class RecordedBody(IHttpResponseBodyFeature wire, Func<Task> recordAsync) : StreamResponseBodyFeature(new RecordedStream(wire.Stream, recordAsync), wire)
    {
        public override async Task StartAsync(CancellationToken cancellationToken = default)
        {
            await recordAsync();
            await base.StartAsync(cancellationToken);
        }

        public override async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
        {
            await recordAsync();
            await base.SendFileAsync(path, offset, count, cancellationToken);
        }
    }

    private sealed class RecordedStream(Stream wire, Func<Task> recordAsync) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await recordAsync();
            await wire.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await recordAsync();
            await wire.FlushAsync(cancellationToken);
        }

        /// <summary>Whoever writes like this would have to wait for the database on a thread.</summary>
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

        public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
