using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Participation;

/// <summary>The list of those not yet reached, as it is filtered, to take away; reasons only for those who may know them.</summary>
public static class ExportNotYetReached
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet(NotYetReached.Path + "/export", ExportAsync)
        .Audited("not-yet-reached", AuditAct.Exported, AuditPurpose.Participation, special: true).RequireRoles(ActivityStaff.All).InSchool();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, TimeProvider clock, CancellationToken ct)
    {
        if (!ShowParticipation.TryRead(year, clock, out var academicYear))
        {
            return Problems.NotFound();
        }

        var (learners, _) = await reach.NotYetReachedAsync(urn, academicYear, NotYetReached.Read(request.Query), 10_000, 0, ct);
        return await SpreadsheetFile.OfAsync($"not-yet-reached-{urn}.csv", learners.Select(learner => new
        {
            Name = learner.DisplayName,
            Year = YearGroup.InWords(learner.YearGroup),
            learner.Form,
            OtherSessions = learner.Attended,
            Offered = learner.Offered ? "Yes" : "No",
            Reason = caller.Is(ActivityStaff.Confidants) && learner.Reason is { } reason ? Codes.LabelOf(Reasons.All, reason) : "",
        }), ct);
    }
}
