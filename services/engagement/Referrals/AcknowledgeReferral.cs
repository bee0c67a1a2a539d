using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>The school says that somebody has read the referral.</summary>
public static class AcknowledgeReferral
{
    public static Decision Decide(Referral referral, ReferralId id, DateTimeOffset now) =>
        referral.StepTo(ReferralState.Acknowledged, new ReferralAcknowledged(id, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/referrals/{id:guid}/acknowledgement", HandleAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true, stream: "referral").RequireRoles(ReferralDesk.Roles).Idempotent().ReadsIfMatch(required: true).WithTags("Referrals");
        app.MapPost("/engagement/schools/{urn:int}/referrals/{id:guid}/acknowledgement", SubmitAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
    }

    private static Task<Results<Ok<ReferralStanding>, ProblemHttpResult>> HandleAsync(Guid id, HttpContext http, Caller caller, ReferralDesk desk, CancellationToken ct) =>
        desk.TakeForSchoolAsync(id, http, caller, (referral, now) => Decide(referral, ReferralId.Of(id), now), [], ct);

    private static Task<IResult> SubmitAsync(int urn, Guid id, Caller caller, ReferralDesk desk, ReferralPages pages, CancellationToken ct) =>
        desk.TakeOnPageAsync(pages, urn, id, caller, (referral, now) => Decide(referral, ReferralId.Of(id), now), [], "acknowledged", ct);
}
