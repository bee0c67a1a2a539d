using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>
/// Who looks after records answers a subject access request with one document of everything held on a learner. No service asks another: nginx puts the
/// parts of the others into the page, each asked for with the cookies of whoever reads it, and the page says when one is missing.
/// </summary>
public static class CopyRecord
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/equity/schools/{urn:int}/records/{learnerId:guid}/held", AnswerAsync)
            .Audited("everything-held", AuditAct.Exported, AuditPurpose.Accountability, special: true).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("HeldInEquityMonitoring").WithTags("Records").WithSummary("Everything that this service holds on a learner; activity and engagement have the same of their own.");
        app.MapGet("/equity/schools/{urn:int}/records/{learnerId:guid}/copy", ShowAsync)
            .Audited("everything-held", AuditAct.Exported, AuditPurpose.Accountability, special: true).RequireRoles(RecordBook.Keepers).InSchool();
    }

    private static async Task<Results<Ok<HeldPart>, ProblemHttpResult>> AnswerAsync(
        int urn, Guid learnerId, [FromQuery(Name = "leave-out")] string? leaveOut, HeldHere held, CancellationToken ct) =>
        await held.OfAsync(urn, new(learnerId), ct) is { } part ? TypedResults.Ok(part.Without(leaveOut)) : Problems.NotFound();

    private static async Task<IResult> ShowAsync(
        int urn, Guid learnerId, [FromQuery(Name = "leave-out")] string? leaveOut, Caller caller, KnownSchools schools, HeldHere held, TimeProvider clock, CancellationToken ct) =>
        await schools.FindAsync(urn, ct) is { } school && await held.OfAsync(urn, new(learnerId), ct) is { } part
            ? new RazorComponentResult<CopyPage>(new
            {
                Caller = caller,
                Place = Place.School(urn, school.Name),
                Learner = learnerId,
                Part = part.Without(leaveOut),
                WithoutOthers = leaveOut == HeldPart.OthersLeftOut,
                Now = clock.GetUtcNow(),
            })
            : Problems.NotFound();
}
