using Cohesion.Activity.Activities;
using Cohesion.Activity.Participation;
using Cohesion.Activity.Schools;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Today;

/// <summary>The first page of everyone who works in a school: who has not been reached, and what to do today.</summary>
public static class ShowToday
{
    /// <summary>What the page shows.</summary>
    public sealed record View(Caller Caller, Place Place, AcademicYear Year, int DaysLeft, ReachFigures Figures, DeskView Desk, DateTimeOffset Now);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/activity/schools/{urn:int}/today", ShowAsync).Audited("today", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();

    private static async Task<RazorComponentResult<TodayPage>> ShowAsync(
        int urn, Caller caller, SchoolNames schools, Reach reach, Desk desk, TimeProvider clock, CancellationToken ct)
    {
        var today = London.Today(clock);
        var year = AcademicYear.Of(today);
        var figures = reach.FiguresAsync(urn, year, ct);
        var waiting = desk.OfAsync(urn, ct);
        var place = await schools.PlaceOfAsync(urn, ct);
        return new RazorComponentResult<TodayPage>(new
        {
            Shown = new View(caller, place, year, year.DaysLeft(today), await figures, await waiting, clock.GetUtcNow()),
        });
    }
}
