using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>How much a service reads of a request, and how long it waits for it. Imports of files have limits of their own.</summary>
public sealed class RequestLimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Bytes of a body; a longer one is answered 413 before it is read.</summary>
    [Range(64 * 1024, 32 * 1024 * 1024)]
    public long LargestBody { get; init; } = 1024 * 1024;

    /// <summary>Objects and arrays within each other.</summary>
    [Range(8, 64)]
    public int DeepestJson { get; init; } = 32;

    /// <summary>Bytes a second that a body must bring once its grace is over; a slower one is answered 408.</summary>
    [Range(16, 1024 * 1024)]
    public int SlowestBody { get; init; } = 1024;

    [Range(2, 120)]
    public int SlowBodyGraceSeconds { get; init; } = 10;

    [Range(2, 120)]
    public int HeadersWithinSeconds { get; init; } = 15;
}

[OptionsValidator]
internal sealed partial class ValidateRequestLimits : IValidateOptions<RequestLimitsOptions>;

/// <summary>Keeps what is too large, too slow, too deep or packed from being read at all.</summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RequestLimitsOptions>, ValidateRequestLimits>();
        services.AddOptions<RequestLimitsOptions>().BindConfiguration(RequestLimitsOptions.Section).ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<RequestLimitsOptions>>(static (kestrel, options) =>
        {
            var limits = options.Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.LargestBody;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.SlowestBody, TimeSpan.FromSeconds(limits.SlowBodyGraceSeconds));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeadersWithinSeconds);
        });
        services.AddOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>().Configure<IOptions<RequestLimitsOptions>>(static (json, options) =>
        {
            json.SerializerOptions.MaxDepth = options.Value.DeepestJson;
            json.SerializerOptions.AllowDuplicateProperties = false; // two readers would each believe another of the two
        });
    }

    /// <summary>A packed body would have to be unpacked to see how long it is; nobody needs one.</summary>
    public static void UseUnpackedBodies(this WebApplication app) => app.Use(static (context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        return encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : Problems.Of(StatusCodes.Status415UnsupportedMediaType, "packed-body", "The body is packed", "Send the body as it is, without Content-Encoding.").ExecuteAsync(context);
    });
}
