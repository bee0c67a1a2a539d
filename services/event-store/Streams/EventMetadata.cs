using System.Diagnostics;

namespace Cohesion.EventStore;

/// <summary>Why an event was written: what it belongs to, what caused it, and the trace and person in its headers.</summary>
public sealed record EventMetadata(string? CorrelationId, string? CausationId, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Header that carries the W3C trace context of the request or message that wrote the event.</summary>
    public const string TraceParent = "traceparent";

    /// <summary>Header that carries the opaque id of the person who did it.</summary>
    public const string By = "by";

    /// <summary>Metadata of what is going on now; the trace id is the correlation id, so that one id follows a click through every service.</summary>
    public static EventMetadata FromCurrentTrace(string? causationId = null, string? by = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Activity.Current is { Id: { } id } activity)
        {
            headers[TraceParent] = id;
            if (activity.TraceStateString is { Length: > 0 } state)
                headers["tracestate"] = state;
        }

        if (by is not null)
            headers[By] = by;
        return new(Activity.Current?.TraceId.ToString(), causationId, headers);
    }
}
