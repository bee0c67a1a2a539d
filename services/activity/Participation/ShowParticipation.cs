using Cohesion.Activity.Activities;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Participation;

/// <summary>How many of a school's learners the year's activities have reached, for those who may know numbers and for those who may know names.</summary>
public static class ShowParticipation
{
    /// <summary>The numbers of one school and year.</summary>
    /// <param name="DaysLeft">Days of the academic year after today.</param>
    public sealed record Figures(int Urn, string AcademicYear, int Learners, int TookPart, int Reached, int NotYetReached, int OfferedNothing, int DaysLeft);

    /// <summary>A page of learners not yet reached.</summary>
    /// <param name="Next">The cursor of the page after, null at the end.</param>
    public sealed record Names(IReadOnlyList<NotYetReachedLearner> Items, int Total, string? Next);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/participation/{urn:int}", FiguresAsync)
            .Audited("participation", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().WithName("showParticipation");
        app.MapGet("/api/v1/participation/{urn:int}/not-yet-reached", NamesAsync)
            .Audited("not-yet-reached", AuditAct.Saw, AuditPurpose.Participation, special: true).RequireRoles(ActivityStaff.All).InSchool().WithName("listNotYetReached");
    }

    private static async Task<Results<Ok<Figures>, ProblemHttpResult>> FiguresAsync(int urn, string? year, Reach reach, TimeProvider clock, CancellationToken ct)
    {
        if (!TryRead(year, clock, out var academicYear))
        {
            return Unreadable();
        }

        var figures = await reach.FiguresAsync(urn, academicYear, ct);
        return TypedResults.Ok(new Figures(
            urn, academicYear.ToString(), figures.Learners, figures.TookPart, figures.Reached, figures.NotYetReached, figures.OfferedNothing,
            academicYear.DaysLeft(London.Today(clock))));
    }

    private static async Task<Results<Ok<Names>, ProblemHttpResult>> NamesAsync(
        int urn, string? year, string? cursor, Caller caller, Reach reach, TimeProvider clock, CancellationToken ct)
    {
        if (!TryRead(year, clock, out var academicYear))
        {
            return Unreadable();
        }

        var offset = 0;
        if (cursor is not null && !int.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out offset))
        {
            return Problems.Invalid([new Fault("cursor", "malformed", "Use the cursor that the page before gave.")]);
        }

        const int size = 100;
        var (learners, total) = await reach.NotYetReachedAsync(urn, academicYear, new NotYetReachedQuery("", "", "", "", false), size, offset, ct);
        IReadOnlyList<NotYetReachedLearner> items =
            caller.Is(ActivityStaff.Confidants) ? learners : [.. learners.Select(learner => learner with { Reason = null })];
        return TypedResults.Ok(new Names(items, total, offset + size < total ? (offset + size).ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    /// <summary>The year asked for; without one, this year.</summary>
    internal static bool TryRead(string? text, TimeProvider clock, out AcademicYear year)
    {
        year = AcademicYear.Of(London.Today(clock));
        return string.IsNullOrEmpty(text) || AcademicYear.TryParse(text, out year);
    }

    private static ProblemHttpResult Unreadable() => Problems.Invalid([new Fault("year", "malformed", "Write the academic year as 2026-27.")]);
}
