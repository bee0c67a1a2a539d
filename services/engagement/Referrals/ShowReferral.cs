using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>Somebody at the school opens one referral: whom it is about, why, how urgent, what may be shared, and what to do next.</summary>
public static class ShowReferral
{
    /// <summary>A referral as its school reads it through the API.</summary>
    public sealed record SchoolReferral(
        Guid Id, int Urn, string Agency, string Sector, string Reason, string RequestedOutcome, string Urgency, string LegalBasis, bool ToldFamily, string State,
        DateTimeOffset ReceivedAt, DateTimeOffset DecideBy, bool Late, ReferralSubject? Subject, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<string> Next);

    public static void Map(WebApplication app)
    {
        app.MapGet("/engagement/schools/{urn:int}/referrals/{id:guid}", ShowAsync)
            .Audited("referral", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
        app.MapGet("/api/v1/referrals/inbox/{id:guid}", ReadAsync)
            .Audited("referral", AuditAct.Saw, AuditPurpose.Referral, special: true, stream: "referral").RequireRoles(ReferralDesk.Roles).WithTags("Referrals");
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, string? done, Caller caller, ReferralPages pages, CancellationToken ct) =>
        await pages.FrameAsync(urn, id, caller, ct) is { } frame ? await pages.ShowAsync(frame, done, [], StatusCodes.Status200OK, ct) : Problems.NotFound();

    private static async Task<Results<Ok<SchoolReferral>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, ReferralDesk desk, ReferralPages pages, ReferralPapers papers, HttpResponse response, CancellationToken ct)
    {
        if (await desk.FindAsync(id, caller, ct) is not { } found || await pages.FrameAsync(found.Urn, id, caller, ct) is not { Row: var row } frame)
        {
            return Problems.NotFound();
        }

        response.SetVersion(row.Version);
        return TypedResults.Ok(new SchoolReferral(
            id, row.Urn, frame.Agency, row.Sector, row.Reason, row.RequestedOutcome, row.Urgency, row.LegalBasis, row.ToldFamily, row.State, row.ReceivedAt, row.DecideBy,
            row.IsLate(frame.Now), frame.Subject, await papers.TextsAsync(row.Urn, ReferralId.Of(id), ct), [.. ReferralStates.ForSchool(row.Standing)]));
    }
}
