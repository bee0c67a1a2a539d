using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Activity.Participation;

/// <summary>Invites the learners ticked on the list of those not yet reached to a session, or records why they have not taken part.</summary>
public static class FollowUpNotYetReached
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(NotYetReached.Path, ActAsync)
            .Audited("not-yet-reached", AuditAct.Changed, AuditPurpose.Participation, special: true).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();

    private static async Task<IResult> ActAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, SchoolNames schools, Invitations invitations, RecordReason reasons, TimeProvider clock, CancellationToken ct)
    {
        if (!ShowParticipation.TryRead(year, clock, out var academicYear))
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        IReadOnlyList<LearnerId> learners = [.. form["learners"].Select(text => LearnerId.TryParse(text, out var id) ? id : default).Where(id => id != default)];
        IReadOnlyList<Fault> faults;
        if (form["step"] == "reason" && caller.Is(ActivityStaff.Confidants))
        {
            faults = RecordReason.FaultsOf(learners, form["reason"].ToString());
            if (faults.Count == 0)
            {
                await reasons.PutAsync(urn, academicYear, learners, form["reason"].ToString(), caller, ct);
                return Results.Redirect(Again(request, "reason"));
            }
        }
        else
        {
            var known = Guid.TryParse(form["session"], out var session);
            faults =
            [
                .. learners.Count == 0 ? [new Fault("learners", "required", "Tick at least one learner")] : Array.Empty<Fault>(),
                .. known ? Array.Empty<Fault>() : [new Fault("session", "required", "Select a session to invite them to")],
            ];
            if (faults.Count == 0 && (faults = await invitations.UnknownAsync(urn, learners, ct)).Count == 0)
            {
                switch (await invitations.SendAsync(urn, new SessionId(session), learners, caller.PersonId, ct))
                {
                    case DecideResult.Done:
                        return Results.Redirect(Again(request, "invited"));
                    case DecideResult.Refused refused:
                        faults = [new Fault("session", refused.Code, refused.Reason)];
                        break;
                    case var other:
                        return Problems.From(other);
                }
            }
        }

        return await NotYetReached.PageAsync(urn, academicYear, caller, request, reach, schools, clock, faults, faults.Any(fault => fault.Code is "no-places-left" or "session-over" or "session-cancelled") ? 409 : 400, ct);
    }

    private static string Again(HttpRequest request, string done)
    {
        var kept = QueryHelpers.ParseQuery(request.QueryString.Value).Where(part => part.Key != "done").Select(part => new KeyValuePair<string, string?>(part.Key, part.Value));
        return QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(request.Path, kept), "done", done);
    }
}
