using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>The school closes a referral it worked on: with the outcome, and an answer to whether the child is better off.</summary>
public static class CompleteReferral
{
    /// <summary>The outcome code reaches the agency; whether the child is better off, and the note, stay in the school.</summary>
    public sealed record Request(string Outcome, string BetterOff, string? Note)
    {
        public static Request? Read(Fields fields)
        {
            var request = new Request(
                fields.Code("outcome", "the outcome", ReferralCodes.Outcomes) ?? "",
                fields.Code("betterOff", "whether the child is better off", ReferralCodes.BetterOff) ?? "",
                fields.Text("note", "the note", ReferralRequest.LongestText, required: false));
            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Referral referral, ReferralId id, Request request, DateTimeOffset now) =>
        referral.StepTo(ReferralState.Completed, new ReferralCompleted(id, request.Outcome, request.BetterOff, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/referrals/{id:guid}/completion", HandleAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true, stream: "referral").RequireRoles(ReferralDesk.Roles).Idempotent().ReadsIfMatch(required: true).Accepts<Request>("application/json").WithTags("Referrals");
        app.MapGet("/engagement/schools/{urn:int}/referrals/{id:guid}/complete", AskAsync)
            .Audited("referral", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
        app.MapPost("/engagement/schools/{urn:int}/referrals/{id:guid}/complete", SubmitAsync)
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
        pages.AskAsync<CompleteReferralPage>(urn, id, caller, ReferralState.Completed, ct);

    private static Task<IResult> SubmitAsync(int urn, Guid id, HttpRequest sent, Caller caller, ReferralDesk desk, ReferralPages pages, CancellationToken ct) =>
        pages.AnswerAsync<CompleteReferralPage, Request>(
            urn, id, caller, sent, Request.Read,
            request => desk.TakeOnPageAsync(pages, urn, id, caller, (referral, now) => Decide(referral, ReferralId.Of(id), request, now), TextsOf(request), "completed", ct), ct);

    private static ReferralText[] TextsOf(Request request) => request.Note is { } note ? [new(ReferralText.OutcomeNote, note)] : [];
}
