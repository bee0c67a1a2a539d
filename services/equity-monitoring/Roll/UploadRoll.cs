using System.Diagnostics;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A data manager sends the school's roll, as the school's system exports it. It is read in the background; nothing changes before it is applied.</summary>
public static class UploadRoll
{
    /// <summary>Who may import a roll and see what imports changed.</summary>
    internal static readonly Role[] Importers = [Role.DataManager, Role.Head, Role.CohesionLead];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/rolls/{urn:int}/imports", HandleAsync)
            .Audited("roll-import", AuditAct.Changed, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(Importers).LimitImports().InSchool().Idempotent()
            .WithName("UploadRoll").WithTags("Rolls").WithSummary("Send a roll file (multipart field \"file\", or the CSV as body). With ?apply=true its good rows become the roll as soon as it is read.")
            .Accepts<IFormFile>("multipart/form-data", "text/csv").WithMetadata(new RequestSizeLimitAttribute(RollUpload.LongestFile + 64 * 1024));
        app.MapPost("/equity/schools/{urn:int}/roll/imports", HandlePageAsync)
            .Audited("roll-import", AuditAct.Changed, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(Importers).LimitImports().InSchool()
            .WithMetadata(new RequestSizeLimitAttribute(RollUpload.LongestFile + 64 * 1024));
    }

    private static async Task<Results<Accepted<RollImportAnswer>, ProblemHttpResult>> HandleAsync(
        int urn, HttpRequest request, Caller caller, IdempotencyKey key, RollImportDesk desk, CancellationToken ct, bool apply = false, bool confirmLeavers = false)
    {
        var received = await desk.ReceiveAsync(urn, new RollImportId(key.Derive("roll-import")), caller, request, apply, confirmLeavers, ct);
        return received switch
        {
            Received.Kept kept => TypedResults.Accepted($"/api/v1/rolls/{urn}/imports/{kept.Id.Value}", new RollImportAnswer(kept.Id.Value, RollImportStatus.Reading)),
            Received.NoSuchSchool => Problems.Of(StatusCodes.Status404NotFound, "school-not-listed", "This school is not listed", "The register of schools has no school with this URN yet."),
            Received.Refused { Fault: var fault } => Problems.Invalid([fault]),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<IResult> HandlePageAsync(
        int urn, HttpRequest request, Caller caller, RollImportDesk desk, RollPage page, TimeProvider clock, CancellationToken ct)
    {
        var received = await desk.ReceiveAsync(urn, new RollImportId(Guid.CreateVersion7(clock.GetUtcNow())), caller, request, apply: false, confirmLeavers: false, ct);
        return received switch
        {
            Received.Kept kept => Results.Redirect($"/equity/schools/{urn}/roll/imports/{kept.Id.Value}"),
            Received.Refused { Fault: var fault } => await page.ShowAsync(urn, caller, [fault], StatusCodes.Status400BadRequest, ct),
            _ => Problems.NotFound(),
        };
    }
}

/// <summary>An import that has begun; ask again under its address until it is ready or applied.</summary>
public sealed record RollImportAnswer(Guid ImportId, RollImportStatus Status);
