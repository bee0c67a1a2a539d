using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.People;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>Where a referral stands after a step, and the steps that may follow.</summary>
public sealed record ReferralStanding(Guid Id, string State, IReadOnlyList<string> Next);

/// <summary>What became of a step: the store's answer and the referral as the decision saw it.</summary>
public sealed record StepResult(DecideResult Result, Referral Before);

/// <summary>Takes the steps of referrals: finds whose it is, decides, keeps texts with the event, and explains a refusal by the steps that are allowed.</summary>
public sealed class ReferralDesk(Store store, Database database, ReferralPapers papers, StaffNames staff, SchoolList schools, TimeProvider clock)
{
    /// <summary>Who at a school reads and answers referrals.</summary>
    public static readonly Role[] Roles = [Role.CohesionLead, Role.Head, Role.PastoralLead];

    public Task<ReferralRow?> FindAsync(Guid id, CancellationToken ct) => database.FindAsync("Referrals.FindReferral.sql", RowsJson.Default.ReferralRow, [id], ct);

    /// <summary>The referral, where the person acts for its school; a foreign one is like one that is not there.</summary>
    public async Task<ReferralRow?> FindAsync(Guid id, Caller caller, CancellationToken ct) =>
        await FindAsync(id, ct) is { } row && caller.MayActFor(row.Urn) ? row : null;

    /// <summary>The referral, where the agency made it and its key reaches that far; any other is like one that is not there.</summary>
    public async Task<ReferralRow?> FindAsync(Guid id, ReferringAgency agency, CancellationToken ct) =>
        await FindAsync(id, ct) is { } row && row.AgencyId == agency.Id.Value && await CoversAsync(agency.Key.Scope, row, ct) ? row : null;

    public async Task<StepResult> TakeAsync(
        ReferralRow row, long? version, string by, string? name, Func<Referral, DateTimeOffset, Decision> decide, IReadOnlyList<ReferralText> texts, CancellationToken ct)
    {
        var (id, before) = (ReferralId.Of(row.ReferralId), Referral.Aggregate.Initial);
        var result = await store.DecideAsync(
            Referral.Aggregate, id.StreamAt(row.Urn), version,
            referral => decide(before = referral, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: by), ct,
            alongside: async (work, inside) =>
            {
                await papers.KeepTextsAsync(work, row.Urn, id, texts, inside);
                await staff.KeepAsync(work, row.Urn, by, name, inside);
            });
        return new StepResult(result, before);
    }

    /// <summary>A step by the school, asked for through the API: needs If-Match, answers with the new standing.</summary>
    internal async Task<Results<Ok<ReferralStanding>, ProblemHttpResult>> TakeForSchoolAsync(
        Guid id, HttpContext http, Caller caller, Func<Referral, DateTimeOffset, Decision> decide, IReadOnlyList<ReferralText> texts, CancellationToken ct)
    {
        if (await FindAsync(id, caller, ct) is not { } row)
        {
            return Problems.NotFound();
        }

        if (!http.Request.TryReadIfMatch(out var version) || version is null)
        {
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "if-match-missing", "If-Match is missing", "Send If-Match with the ETag of the referral as you read it.");
        }

        return Answer(id, http, await TakeAsync(row, version, caller.PersonId, caller.Name, decide, texts, ct), forSchool: true);
    }

    /// <summary>A step by the school on its page: back to the referral, or the page again with the reason why not.</summary>
    internal async Task<IResult> TakeOnPageAsync(
        ReferralPages pages, int urn, Guid id, Caller caller, Func<Referral, DateTimeOffset, Decision> decide, IReadOnlyList<ReferralText> texts, string done, CancellationToken ct)
    {
        if (await FindAsync(id, caller, ct) is not { } row || row.Urn != urn)
        {
            return Problems.NotFound();
        }

        return (await TakeAsync(row, null, caller.PersonId, caller.Name, decide, texts, ct)).Result switch
        {
            DecideResult.Done => TypedResults.LocalRedirect($"/engagement/schools/{urn}/referrals/{id}?done={done}"),
            DecideResult.Refused refused when await pages.FrameAsync(urn, id, caller, ct) is { } frame =>
                await pages.ShowAsync(frame, null, [new Fault("step", refused.Code, refused.Reason)], StatusCodes.Status409Conflict, ct),
            var other => Problems.From(other),
        };
    }

    internal static Results<Ok<ReferralStanding>, ProblemHttpResult> Answer(Guid id, HttpContext http, StepResult step, bool forSchool)
    {
        switch (step.Result)
        {
            case DecideResult.Done done:
                http.Response.SetVersion(done.Version);
                var after = done.Events.Aggregate(step.Before, (referral, stored) => Referral.Evolve(referral, stored.Data)).State;
                return TypedResults.Ok(new ReferralStanding(id, ReferralStates.Name(after), Next(after, forSchool)));
            case DecideResult.Refused refused:
                return TypedResults.Problem(
                    type: "urn:cohesion:problem:" + refused.Code, title: "This cannot be done now", statusCode: StatusCodes.Status409Conflict, detail: refused.Reason,
                    extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["state"] = ReferralStates.Name(step.Before.State),
                        ["allowed"] = Next(step.Before.State, forSchool),
                    });
            default:
                return Problems.From(step.Result);
        }
    }

    private async Task<bool> CoversAsync(KeyScope scope, ReferralRow row, CancellationToken ct) =>
        scope.MayGive(row.Reason) && scope.MayAsk(row.Urgency)
        && (scope.EverySchool || scope.Schools.Contains(row.Urn) || (await schools.FindAsync(row.Urn, ct) is { } school && scope.Opens(school)));

    private static string[] Next(ReferralState state, bool forSchool) => [.. forSchool ? ReferralStates.ForSchool(state) : ReferralStates.ForReferrer(state)];
}
