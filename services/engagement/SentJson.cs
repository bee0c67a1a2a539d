using System.Text.Json;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cohesion.Engagement;

/// <summary>The JSON that came with a request, not yet read into anything, so that every fault in it can be named; an empty object where nothing came.</summary>
public sealed record SentJson(JsonElement Body)
{
    private const int MostFaults = 20;

    public Fields Fields { get; } = Fields.OfJson(Body);

    public static async ValueTask<SentJson?> BindAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
        {
            return new SentJson(JsonElement.Parse("{}"));
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Send application/json.", StatusCodes.Status415UnsupportedMediaType);
        }

        var depth = context.RequestServices.GetRequiredService<IOptions<RequestLimitsOptions>>().Value.DeepestJson;
        try
        {
            using var document = await JsonDocument.ParseAsync(
                context.Request.Body, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false }, context.RequestAborted);
            var faults = TextFaults(document.RootElement, "").Take(MostFaults).ToList();
            return faults.Count == 0 ? new SentJson(document.RootElement.Clone()) : throw new UnreadableBodyException(faults);
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body is not JSON.", fault);
        }
        catch (InvalidOperationException)
        {
            // A name of a field that is no text cannot even be compared with the others.
            throw new UnreadableBodyException([new Fault("body", "not-a-text", "The name of a field holds half a character")]);
        }
    }

    /// <summary>Texts that are no texts: bytes that are not UTF-8, half a surrogate pair, NUL. Only where one stands is told, never what it says.</summary>
    private static IEnumerable<Fault> TextFaults(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => NameOf(property) is { } name
            ? TextFaults(property.Value, path.Length == 0 ? name : $"{path}.{name}")
            : [new Fault(path.Length == 0 ? "body" : path, "not-a-text", "The name of a field holds a NUL character or half a character")]),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => TextFaults(item, path)),
        JsonValueKind.String when Read(element.GetString) is null =>
            [new Fault(path.Length == 0 ? "body" : path, "not-a-text", "A text holds a NUL character, or bytes that are no characters")],
        _ => [],
    };

    private static string? NameOf(JsonProperty property) => Read(() => property.Name) is { } name ? name[..Math.Min(name.Length, 40)] : null;

    /// <summary>Null where the text has a NUL, or where JSON's own reader says that it is none.</summary>
    private static string? Read(Func<string?> text)
    {
        try
        {
            return text() is { } read && !read.Contains('\0', StringComparison.Ordinal) ? read : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
