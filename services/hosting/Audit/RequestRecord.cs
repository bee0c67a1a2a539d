using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

/// <summary>Makes an audit row of a request and its answer.</summary>
internal sealed class RequestRecord(AuditTrail trail, AuditPlace place, StrangersRefused strangers, TimeProvider clock, ILogger<RequestRecord> logger)
{
    private const string ApiKeyHeader = "X-Api-Key";

    /// <summary>Done when the row is on disk. Who has shown nothing to be known by leaves none; who was not recognised leaves one a second at most.</summary>
    public async Task WriteAsync(HttpContext context, Audited audited)
    {
        if (WhoOf(context.User) is not { } who)
        {
            NoteStranger(context, audited);
            return;
        }

        var outcome = OutcomeOf(context.Response.StatusCode);
        var item = AuditItem.Of(context);
        var entry = EntryOf(context, audited, who, outcome) with
        {
            Tenant = await place.OfAsync(context, audited, item, outcome),
            Item = item.Length == 0 && outcome is AuditOutcome.Refused ? AuditItem.PlaceAskedFor(context) : item,
        };
        await trail.RecordAsync(entry, CancellationToken.None);
    }

    /// <summary>Something of ours broke before anything was shown; a change may have been made, so it is told where that is still possible.</summary>
    public async Task NoteFailureAsync(HttpContext context, Audited audited)
    {
        if (audited.Act is AuditAct.Changed && WhoOf(context.User) is { } who)
        {
            try
            {
                await trail.RecordAsync(EntryOf(context, audited, who, AuditOutcome.Failed) with { Tenant = place.HomeOf(context.User), Item = AuditItem.Of(context) }, CancellationToken.None);
            }
            catch (Exception error)
            {
                logger.FailureNotRecorded(error.GetType().Name);
            }
        }
    }

    private static string? WhoOf(ClaimsPrincipal user) => AuditEntry.Clean(user.FindFirstValue("sub")) is { Length: > 0 } who ? who : null;

    private static AuditOutcome OutcomeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status429TooManyRequests => AuditOutcome.Refused,
        >= StatusCodes.Status500InternalServerError => AuditOutcome.Failed,
        >= StatusCodes.Status400BadRequest => AuditOutcome.NotDone,
        _ => AuditOutcome.Done,
    };

    private void NoteStranger(HttpContext context, Audited audited)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return;
        }

        var headers = context.Request.Headers;
        if (headers.ContainsKey(ApiKeyHeader))
        {
            strangers.Note(EntryOf(context, audited, "unknown-key", AuditOutcome.Refused));
        }
        else if (headers.ContainsKey("Authorization") || context.Request.Cookies.ContainsKey(SessionCookies.Token(context.Request)))
        {
            strangers.Note(EntryOf(context, audited, "unknown-token", AuditOutcome.Refused));
        }
    }

    private AuditEntry EntryOf(HttpContext context, Audited audited, string who, AuditOutcome outcome)
    {
        var role = context.User.FindFirstValue("role") ?? (context.User.Identity?.IsAuthenticated == true && context.Request.Headers.ContainsKey(ApiKeyHeader) ? "agency" : "");
        var reason = context.Request.Query["reason"].ToString();
        return new(
            AuditPlace.Platform, AuditEntry.Kept(clock.GetUtcNow()), who, AuditEntry.Clean(role), audited.Act, outcome, audited.What, "", audited.Special,
            AuditCodes.Of(audited.Purpose), audited.Reasons.Contains(reason, StringComparer.Ordinal) ? reason : "", Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
    }
}
