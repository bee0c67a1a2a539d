using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cohesion.Hosting;

/// <summary>Makes a POST safe to repeat: same key and body, same answer; same key and another body, 422; the first still at work, 409; no key, 400.</summary>
/// <remarks>Source: IETF draft-ietf-httpapi-idempotency-key-header. Answers are kept for 24 hours. An answer of 400 or above is not kept: nothing was done, and once the reason is gone (a school not heard of yet) the same request may succeed.</remarks>
public static class Idempotency
{
    private static readonly string[] KeptHeaders = ["Location", "ETag", "Content-Type"];

    /// <summary>The endpoint takes an Idempotency-Key and must be called with one.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NeedsKey());

    internal static void AddIdempotency(this IServiceCollection services) => services
        .AddSingleton(new StoreTable(typeof(Idempotency).Assembly, "Idempotency.Answers.table.sql"))
        .AddSingleton<IdempotentAnswers>()
        .AddHourlySweep<IdempotentAnswers>("idempotent answers", static (answers, ct) => answers.SweepAsync(ct));

    internal static void UseIdempotency(this WebApplication app) => app.Use(static (context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is null ? next(context) : RunOnceAsync(context, next));

    private static async Task RunOnceAsync(HttpContext context, RequestDelegate next)
    {
        if (IdempotencyKey.Of(context) is not { } key)
        {
            await Problems.Invalid([new Fault(IdempotencyKey.Header, "required", "Send an Idempotency-Key header of up to 255 characters; repeat it only with the same body.")]).ExecuteAsync(context);
            return;
        }

        var answers = context.RequestServices.GetRequiredService<IdempotentAnswers>();
        switch (await answers.BeginAsync(key, await FingerprintAsync(context), context.RequestAborted))
        {
            case Held.Answered answered:
                await ReplayAsync(context, answered);
                break;
            case Held.OtherRequest:
                await Problems.Of(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This key was used for another request", "Use a new Idempotency-Key for a new request.").ExecuteAsync(context);
                break;
            case Held.Running:
                await Problems.Of(StatusCodes.Status409Conflict, "request-running", "The first request with this key is still at work", "Repeat it in a few seconds.").ExecuteAsync(context);
                break;
            default:
                await RunAsync(context, next, key, answers);
                break;
        }
    }

    private static async Task<byte[]> FingerprintAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        var hash = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
        context.Request.Body.Position = 0;
        return hash;
    }

    private static async Task ReplayAsync(HttpContext context, Held.Answered answered)
    {
        context.Response.StatusCode = answered.Status;
        foreach (var (name, value) in answered.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers["Idempotency-Replayed"] = "true";
        await WriteAsync(context.Response.Body, answered.Body, context.RequestAborted);
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, IdempotencyKey key, IdempotentAnswers answers)
    {
        var wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        catch
        {
            await answers.ForgetAsync(key, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }

        var body = copy.ToArray();
        if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            await answers.ForgetAsync(key, CancellationToken.None);
        }
        else
        {
            var headers = KeptHeaders.Where(context.Response.Headers.ContainsKey).ToDictionary(name => name, name => context.Response.Headers[name].ToString(), StringComparer.Ordinal);
            await answers.KeepAsync(key, context.Response.StatusCode, headers, body, CancellationToken.None);
        }

        await WriteAsync(wire, body, context.RequestAborted);
    }

    /// <summary>A 204 has no body, and may not even be written nothing.</summary>
    private static ValueTask WriteAsync(Stream to, byte[] body, CancellationToken ct) => body.Length == 0 ? ValueTask.CompletedTask : to.WriteAsync(body, ct);

    internal sealed class NeedsKey;
}
