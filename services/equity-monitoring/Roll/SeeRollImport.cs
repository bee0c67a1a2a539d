using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A data manager sees how far a file has been read, what would change, and which rows have faults, before anything changes; and afterwards what did.</summary>
public static class SeeRollImport
{
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet(
            "/equity/schools/{urn:int}/roll/imports/{importId:guid}",
            (int urn, Guid importId, Caller caller, RollImportPage page, CancellationToken ct) => page.ShowAsync(urn, new(importId), caller, [], StatusCodes.Status200OK, ct))
        .Audited("roll-import", AuditAct.Saw, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool();
}

/// <summary>Draws the page of one import.</summary>
internal sealed class RollImportPage(KnownSchools schools, SchoolRoll roll)
{
    public async Task<IResult> ShowAsync(int urn, RollImportId id, Caller caller, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school || await roll.ImportAsync(urn, id, ct) is not { } import)
        {
            return Problems.NotFound();
        }

        return new RazorComponentResult<RollImportView>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Errors = errors,
            Import = import,
            Faults = import.IsWorking ? [] : await roll.FaultsAsync(id, ct),
            Changes = import.Status is RollImportStatus.Ready ? await roll.PreviewAsync(urn, id, ct) : [],
        })
        { StatusCode = status };
    }
}
