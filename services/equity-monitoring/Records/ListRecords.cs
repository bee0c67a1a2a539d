using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Who looks after records sees which are due to be erased, by what schedule, and finds one learner's.</summary>
public static class ListRecords
{
    /// <summary>A record that is due.</summary>
    public sealed record Item(Guid LearnerId, string Name, DateOnly? LeftOn, string Record, DateOnly? KeptUntil, bool Restricted, int Holds)
    {
        internal static Item Of(HeldRecord record) => new(record.LearnerId.Value, record.Name, record.LeftOn, record.Rule.Record, record.KeptUntil, record.Restricted, record.Holds);
    }

    /// <summary>What is due.</summary>
    /// <param name="Kept">Records of former learners.</param>
    /// <param name="Due">Those of them whose time is over and that nothing holds.</param>
    /// <param name="Held">Those whose time is over and that a legal hold keeps.</param>
    /// <param name="NextOn">When the next comes due.</param>
    /// <param name="Records">Due or held, the longest first; at most 500.</param>
    public sealed record Response(int Kept, int Due, int Held, DateOnly? NextOn, IReadOnlyList<Item> Records);

    /// <summary>Whose record; a UPN is never part of an address.</summary>
    public sealed record FindRequest(string? Upn);

    public sealed record Found(Guid LearnerId);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/equity/schools/{urn:int}/records", AnswerAsync)
            .Audited("learner-records", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("ListDueRecords").WithTags("Records").WithSummary("Records of former learners whose time is over.");
        app.MapPost("/api/v1/equity/schools/{urn:int}/records/find", FindAsync)
            .Audited("learner-records", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("FindRecord").WithTags("Records").WithSummary("Find a learner's record by UPN.");
        app.MapGet("/equity/schools/{urn:int}/records", (int urn, string? done, Caller caller, RecordsDesk desk, CancellationToken ct) => desk.ShowAsync(urn, done, "", caller, [], ct))
            .Audited("learner-records", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
        app.MapPost("/equity/schools/{urn:int}/records/find", FindOnPageAsync)
            .Audited("learner-records", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
    }

    private static async Task<Ok<Response>> AnswerAsync(int urn, RecordBook book, TimeProvider clock, CancellationToken ct)
    {
        var (today, rules) = (London.Today(clock), await book.RulesAsync(urn, ct));
        var counts = await book.CountAsync(urn, rules, today, ct);
        return TypedResults.Ok(new Response(counts.Kept, counts.Due, counts.Held, counts.Next, [.. (await book.DueAsync(urn, rules, today, ct)).Select(Item.Of)]));
    }

    private static async Task<Results<Ok<Found>, ProblemHttpResult>> FindAsync(int urn, FindRequest request, RecordBook book, CancellationToken ct) =>
        !Upn.TryParse(request.Upn, out var upn, out var fault) ? Problems.Invalid([Of(fault)])
        : await book.FindAsync(urn, upn, ct) is { } record ? TypedResults.Ok(new Found(record.LearnerId.Value))
        : Problems.NotFound();

    private static async Task<IResult> FindOnPageAsync(int urn, HttpRequest request, Caller caller, RecordsDesk desk, RecordBook book, CancellationToken ct)
    {
        var asked = (await request.ReadFormAsync(ct))["upn"].ToString();
        if (!Upn.TryParse(asked, out var upn, out var fault))
        {
            return await desk.ShowAsync(urn, null, asked, caller, [Of(fault)], ct);
        }

        return await book.FindAsync(urn, upn, ct) is { } record
            ? TypedResults.LocalRedirect($"/equity/schools/{urn}/records/{record.LearnerId.Value}")
            : await desk.ShowAsync(urn, null, asked, caller, [new Fault("upn", "unknown", "No learner with this UPN is on the roll or was on it. If they were, their record has been erased.")], ct);
    }

    private static Fault Of(UpnFault fault) => new("upn", fault.Code, fault.Message);
}

/// <summary>Draws the page of a school's records, with the faults of its form where there are some.</summary>
internal sealed class RecordsDesk(KnownSchools schools, RecordBook book, TimeProvider clock)
{
    public async Task<IResult> ShowAsync(int urn, string? done, string upn, Caller caller, IReadOnlyList<Fault> errors, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        var (today, rules) = (London.Today(clock), await book.RulesAsync(urn, ct));
        return new RazorComponentResult<RecordsPage>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Counts = await book.CountAsync(urn, rules, today, ct),
            Due = await book.DueAsync(urn, rules, today, ct),
            Rules = rules,
            Upn = upn,
            Done = done,
            Errors = errors,
        })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }
}
