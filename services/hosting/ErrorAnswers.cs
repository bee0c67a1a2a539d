using System.Text;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>Draws the page for an answer that is an error; the web library gives one.</summary>
public interface IErrorPage
{
    /// <summary>The page for a status code, for the person who is signed in, if any.</summary>
    IResult For(int status, Caller? caller);
}

/// <summary>Turns what goes wrong into an answer: a page for a browser, an RFC 9457 problem for a program, 503 with Retry-After while the database is away.</summary>
internal static class ErrorAnswers
{
    /// <summary>What .NET says of an input that ends too early; a disk that is full says another number.</summary>
    private const int PlainIOException = unchecked((int)0x80131620);

    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(AnswerExceptionAsync));
        app.UseStatusCodePages(status => AnswerAsync(status.HttpContext, status.HttpContext.Response.StatusCode, null));
    }

    public static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerExceptionAsync(HttpContext context)
    {
        var error = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        if (error is UnreadableBodyException unreadable && !WantsPage(context.Request))
        {
            await Problems.Invalid(unreadable.Faults).ExecuteAsync(context);
            return;
        }

        var (status, detail) = error switch
        {
            BadHttpRequestException bad => (bad.StatusCode, bad.InnerException?.Message ?? bad.Message),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } or EncoderFallbackException =>
                (StatusCodes.Status400BadRequest, "A text holds a NUL character or half a character, which cannot be kept."),
            InvalidDataException or IOException { HResult: PlainIOException } when context.Request.HasFormContentType =>
                (StatusCodes.Status400BadRequest, "The form is cut off, has too many fields, or a field that is too long."),
            NpgsqlException { IsTransient: true } or TimeoutException or StoreUnavailableException or StoreContendedException => (StatusCodes.Status503ServiceUnavailable, "The database is away for a moment. Nothing was half done; try again."),
            _ => (StatusCodes.Status500InternalServerError, null),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        if (status >= 500)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Cohesion.Hosting.Requests")
                .RequestFailed(context.Request.Method, context.GetEndpoint()?.DisplayName ?? "", status, error.GetType().Name, error.StackTrace);
        }

        await AnswerAsync(context, status, detail);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string? detail)
    {
        var page = WantsPage(context.Request) ? context.RequestServices.GetService<IErrorPage>() : null;
        context.Response.StatusCode = status;
        var answer = page?.For(status, Caller.From(context.User)) ?? status switch
        {
            StatusCodes.Status400BadRequest => Problems.Invalid([new Fault("body", "malformed", detail ?? "The request cannot be read.")]),
            StatusCodes.Status404NotFound => Problems.NotFound(),
            StatusCodes.Status401Unauthorized => Problems.Of(status, "not-signed-in", "Not signed in", "Send a valid session token or key."),
            StatusCodes.Status403Forbidden => Problems.Of(status, "not-allowed", "Not allowed", "Your role may not do this."),
            StatusCodes.Status408RequestTimeout => Problems.Of(status, "too-slow", "The body came too slowly", "Send the whole request again."),
            StatusCodes.Status413PayloadTooLarge => Problems.Of(status, "too-large", "The request is too large", detail ?? "Send less at once."),
            StatusCodes.Status415UnsupportedMediaType => Problems.Of(status, "wrong-content-type", "The body is of another kind than is read here", detail ?? "Send the Content-Type that the API document names."),
            StatusCodes.Status429TooManyRequests => Problems.Of(status, "too-many-requests", "Too many requests", "Wait as many seconds as Retry-After says and go on more slowly."),
            StatusCodes.Status503ServiceUnavailable => Problems.Of(status, "unavailable", "Try again in a moment", detail ?? ""),
            _ => Problems.Of(status, "http-" + status, "The request failed", detail ?? "The fault is ours and has been recorded."),
        };
        await answer.ExecuteAsync(context);
    }
}

/// <summary>A body that cannot be read, with every fault of it.</summary>
public sealed class UnreadableBodyException(IReadOnlyList<Fault> faults) : BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest)
{
    public IReadOnlyList<Fault> Faults => faults;
}

internal static partial class RequestLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} {Endpoint} failed with {Status}: {Error} {Stack}")]
    public static partial void RequestFailed(this ILogger logger, string method, string endpoint, int status, string error, string? stack);
}
