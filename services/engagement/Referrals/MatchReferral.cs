using Cohesion.Engagement.People;
using Cohesion.Engagement.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Referrals;

/// <summary>Somebody at the school says whom on the roll a referral is about. The agency is never told.</summary>
public static class MatchReferral
{
    public const string Nobody = "nobody";

    public static Decision Decide(ReferralMatch match, ReferralId id, LearnerId? learner, DateTimeOffset now) => match.Decided && match.Learner == learner
        ? Decision.Accept()
        : Decision.Accept(new ReferralMatched(id, learner, now));

    public static void Map(WebApplication app) =>
        app.MapPost("/engagement/schools/{urn:int}/referrals/{id:guid}/match", SubmitAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();

    private static async Task<IResult> SubmitAsync(
        int urn, Guid id, HttpRequest request, Caller caller, ReferralPages pages, Database database, Store store, StaffNames staff, TimeProvider clock, CancellationToken ct)
    {
        if (await pages.FrameAsync(urn, id, caller, ct) is not { } frame)
        {
            return Problems.NotFound();
        }

        var chosen = (await request.ReadFormAsync(ct))["learner"].ToString();
        LearnerId? learner = Guid.TryParse(chosen, out var guid) ? LearnerId.Of(guid) : null;
        var known = learner is null ? chosen == Nobody
            : (await database.ListAsync("Roll.FindOnRoll.sql", RowsJson.Default.RollRow, [frame.Row.TenantId, null], ct)).Any(row => row.LearnerId == guid);
        if (!known)
        {
            return await pages.ShowAsync(frame, null, [new Fault("learner", "missing", "Choose whom the referral is about, or nobody on our roll")], StatusCodes.Status400BadRequest, ct);
        }

        var referral = ReferralId.Of(id);
        await store.DecideAsync(
            ReferralMatch.Aggregate, ReferralMatch.StreamOf(urn, referral), version: null, match => Decide(match, referral, learner, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, mustExist: false,
            alongside: (work, inside) => staff.KeepAsync(work, frame.Row.Urn, caller.PersonId, caller.Name, inside));
        return TypedResults.LocalRedirect($"/engagement/schools/{urn}/referrals/{id}?done=matched");
    }
}
