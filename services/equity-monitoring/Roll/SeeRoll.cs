using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A data manager, head or cohesion lead looks at the roll: how many learners, by year; what came in when; and sends the next file.</summary>
public static class SeeRoll
{
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/equity/schools/{urn:int}/roll", (int urn, Caller caller, RollPage page, CancellationToken ct) => page.ShowAsync(urn, caller, [], StatusCodes.Status200OK, ct))
        .Audited("roll", AuditAct.Saw, AuditPurpose.EqualityMonitoring).RequireRoles(UploadRoll.Importers).InSchool();
}

/// <summary>Draws the roll page, with faults of a form where there are some.</summary>
internal sealed class RollPage(KnownSchools schools, SchoolRoll roll, TimeProvider clock)
{
    private const int ImportsShown = 25;

    public async Task<IResult> ShowAsync(int urn, Caller caller, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        return new RazorComponentResult<RollView>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Errors = errors,
            Years = await roll.YearsAsync(urn, ct),
            Imports = await roll.ImportsAsync(urn, null, ImportsShown, ct),
            Now = clock.GetUtcNow(),
        })
        { StatusCode = status };
    }
}
