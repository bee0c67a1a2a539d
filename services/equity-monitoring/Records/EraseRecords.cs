using Cohesion.EquityMonitoring.Roll;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>A head, having looked at whose, erases the records of former learners whose time is over, or that must not have been kept.</summary>
public static class EraseRecords
{
    private const int MostAtOnce = 500;

    /// <summary>Whose records, and why.</summary>
    /// <param name="Learners">At most 500.</param>
    /// <param name="Ground">"retention-ended", "unlawful", "ordered".</param>
    public sealed record Request(IReadOnlyList<Guid>? Learners, string? Ground);

    /// <summary>What was done.</summary>
    /// <param name="Erased">How many were erased now; who had been before is not counted.</param>
    public sealed record Response(int Erased);

    /// <summary>Why this record must be kept, if it must. What was brought back by a backup has been decided before.</summary>
    internal static Fault? Refusal(HeldRecord? held, LearnerRecord record, string ground, DateOnly today) => held switch
    {
        null => new Fault("", "unknown", "There is no such record."),
        _ when ground == RecordCodes.Restored => null,
        { OnRoll: true } => new Fault("", "on-roll", $"{held.Name} is on the roll."),
        _ when record.Holds.Count > 0 => new Fault("", "on-hold", $"A legal hold keeps the record of {held.Name}."),
        { KeptUntil: { } until } when ground == RecordCodes.RetentionEnded && until > today => new Fault("", "not-due", $"The record of {held.Name} is kept until {Words.Date(until)}."),
        _ => null,
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/equity/schools/{urn:int}/records/erasures", HandleAsync)
            .Audited("learner-records", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool().Idempotent()
            .WithName("EraseRecords").WithTags("Records").WithSummary("Erase the records of former learners: all that are named, or none.");
        app.MapPost("/equity/schools/{urn:int}/records/erase", SubmitAsync)
            .Audited("learner-records", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool();
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(int urn, Request request, Caller caller, Erasure erasure, CancellationToken ct)
    {
        var learners = (request.Learners ?? []).Select(id => new LearnerId(id)).ToList();
        if (FaultsOf(learners, request.Ground) is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults);
        }

        return await erasure.RunAsync(urn, learners, request.Ground!, caller.PersonId, ct) switch
        {
            Erased.Done done => TypedResults.Ok(new Response(done.Learners.Count)),
            Erased.Refused refused => refused.Faults.All(fault => fault.Code == "unknown") ? Problems.NotFound() : Refused(refused.Faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Names are for the page of those who may read them; a program is told which and why.
    private static ProblemHttpResult Refused(IReadOnlyList<Fault> faults) => TypedResults.Problem(
        type: "urn:cohesion:problem:must-be-kept", title: "Some records must be kept", statusCode: StatusCodes.Status409Conflict, detail: "Nothing was erased.",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = (IReadOnlyList<Fault>)[.. faults.Select(fault => fault with { Message = "This record must be kept." })] });

    private static async Task<IResult> SubmitAsync(int urn, HttpRequest request, Caller caller, KnownSchools schools, RecordBook book, Erasure erasure, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var learners = form["learners"].Select(text => Guid.TryParse(text, out var id) ? new LearnerId(id) : default).Where(id => id != default).ToList();
        var (confirmed, ground) = (form["step"] == "erase", form["ground"].ToString());
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        IReadOnlyList<Fault> faults = !confirmed ? [.. FaultsOf(learners, RecordCodes.RetentionEnded)]
            : [.. FaultsOf(learners, ground), .. form["understood"] == "yes" ? Array.Empty<Fault>() : [new Fault("understood", "required", "Confirm that you know that this cannot be undone")]];
        if (confirmed && faults.Count == 0)
        {
            switch (await erasure.RunAsync(urn, learners, ground, caller.PersonId, ct))
            {
                case Erased.Done { Learners: [var one] }:
                    return TypedResults.LocalRedirect($"/equity/schools/{urn}/records/certificates/{one.Value}");
                case Erased.Done:
                    return TypedResults.LocalRedirect($"/equity/schools/{urn}/records/certificates?done=erased");
                case Erased.Refused refused:
                    faults = [.. refused.Faults.Select(fault => fault with { Where = "ground" })];
                    break;
            }
        }

        return new RazorComponentResult<ErasePage>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Records = await book.FindAsync(urn, learners, ct),
            Form = form,
            Errors = faults,
        })
        { StatusCode = faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    private static List<Fault> FaultsOf(IReadOnlyList<LearnerId> learners, string? ground) =>
    [
        .. learners.Count is 0 or > MostAtOnce ? [new Fault("learners", "out-of-range", $"Choose 1 to {MostAtOnce} records")] : Array.Empty<Fault>(),
        .. RecordCodes.ErasureGrounds.All(code => code.Value != ground) ? [new Fault("ground", "required", "Choose on what ground the records are erased")] : Array.Empty<Fault>(),
    ];
}
