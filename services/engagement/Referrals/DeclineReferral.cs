using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>The school does not take the referral on: it says why and where else the agency can turn.</summary>
public static class DeclineReferral
{
    /// <summary>The reason, as a code, and the signpost, in words; the agency sees both.</summary>
    public sealed record Request(string Reason, string Signpost)
    {
        public const int LongestSignpost = 500;

        public static Request? Read(Fields fields)
        {
            var request = new Request(
                fields.Code("reason", "why the referral is declined", ReferralCodes.DeclineReasons) ?? "",
                fields.Text("signpost", "where the agency can turn instead", LongestSignpost) ?? "");
            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Referral referral, ReferralId id, Request request, DateTimeOffset now) =>
        referral.StepTo(ReferralState.Declined, new ReferralDeclined(id, request.Reason, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/referrals/{id:guid}/decline", HandleAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true, stream: "referral").RequireRoles(ReferralDesk.Roles).Idempotent().ReadsIfMatch(required: true).Accepts<Request>("application/json").WithTags("Referrals");
        app.MapGet("/engagement/schools/{urn:int}/referrals/{id:guid}/decline", AskAsync)
            .Audited("referral", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
        app.MapPost("/engagement/schools/{urn:int}/referrals/{id:guid}/decline", SubmitAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
    }

    private static async Task<Results<Ok<ReferralStanding>, ProblemHttpResult>> HandleAsync(
        Guid id, SentJson sent, HttpContext http, Caller caller, ReferralDesk desk, CancellationToken ct)
    {
        var fields = sent.Fields;
        return Request.Read(fields) is { } request
            ? await desk.TakeForSchoolAsync(id, http, caller, (referral, now) => Decide(referral, ReferralId.Of(id), request, now), TextsOf(request), ct)
            : Problems.Invalid(fields.Faults);
    }

    private static Task<IResult> AskAsync(int urn, Guid id, Caller caller, ReferralPages pages, CancellationToken ct) =>
        pages.AskAsync<DeclineReferralPage>(urn, id, caller, ReferralState.Declined, ct);

    private static Task<IResult> SubmitAsync(int urn, Guid id, HttpRequest sent, Caller caller, ReferralDesk desk, ReferralPages pages, CancellationToken ct) =>
        pages.AnswerAsync<DeclineReferralPage, Request>(
            urn, id, caller, sent, Request.Read,
            request => desk.TakeOnPageAsync(pages, urn, id, caller, (referral, now) => Decide(referral, ReferralId.Of(id), request, now), TextsOf(request), "declined", ct), ct);

    private static ReferralText[] TextsOf(Request request) => [new(ReferralText.Signpost, request.Signpost)];
}
