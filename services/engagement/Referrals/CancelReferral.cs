using Cohesion.Engagement.Agencies;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>The agency takes its referral back, at any time before it is closed.</summary>
public static class CancelReferral
{
    public sealed record Request(string Reason)
    {
        public static Request? Read(Fields fields)
        {
            var request = new Request(fields.Code("reason", "why the referral is cancelled", ReferralCodes.CancelReasons) ?? "");
            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Referral referral, ReferralId id, Request request, DateTimeOffset now) =>
        referral.StepTo(ReferralState.Cancelled, new ReferralCancelled(id, request.Reason, now));

    public static void Map(WebApplication app) => app.MapPost("/api/v1/referrals/{id:guid}/cancellation", HandleAsync)
        .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true).RequireAgency().Idempotent().ReadsIfMatch(required: false).Accepts<Request>("application/json").WithTags("Referrals");

    private static async Task<Results<Ok<ReferralStanding>, ProblemHttpResult>> HandleAsync(
        Guid id, SentJson sent, HttpContext http, ReferringAgency agency, ReferralDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(id, agency, ct) is not { } row)
        {
            return Problems.NotFound();
        }

        var fields = sent.Fields;
        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Stale();
        }

        using var _ = DataScope.Beyond("the referral is the agency's own, and its stream the school's");
        return Request.Read(fields) is { } request
            ? ReferralDesk.Answer(
                id, http,
                await desk.TakeAsync(row, version, agency.Id.ToString(), null, (referral, now) => Decide(referral, ReferralId.Of(id), request, now), [], ct),
                forSchool: false)
            : Problems.Invalid(fields.Faults);
    }
}
