using System.Text.Json;

namespace Cohesion.Engagement;

/// <summary>The JSON that came with a request, not yet read into anything, so that every fault in it can be named.</summary>
public sealed record SentJson(JsonElement Body)
{
    public Fields Fields { get; } = Fields.OfJson(Body);

    public static async ValueTask<SentJson?> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Send application/json.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return new SentJson(document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body is not JSON.", fault);
        }
    }
}
