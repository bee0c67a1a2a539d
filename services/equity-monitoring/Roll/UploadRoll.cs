using System.Diagnostics;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
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
        app.MapPost("/api/v1/rolls/{urn:int}/imports", HandleAsync).RequireRoles(Importers).InSchool().Idempotent()
            .WithName("UploadRoll").WithTags("Rolls").WithSummary("Send a roll file (multipart field \"file\", or the CSV as body). With ?apply=true its good rows become the roll as soon as it is read.")
            .Accepts<IFormFile>("multipart/form-data", "text/csv").WithMetadata(new RequestSizeLimitAttribute(RollUpload.LongestFile + 64 * 1024));
        app.MapPost("/equity/schools/{urn:int}/roll/imports", HandlePageAsync).RequireRoles(Importers).InSchool()
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

/// <summary>What became of a file that was sent.</summary>
internal abstract record Received
{
    private Received()
    {
    }

    public sealed record Kept(RollImportId Id) : Received;

    public sealed record Refused(Fault Fault) : Received;

    public sealed record NoSuchSchool : Received;
}

/// <summary>Takes roll files in.</summary>
internal sealed class RollImportDesk(Store store, KnownSchools schools, RollUpload upload, RollBell bell, TimeProvider clock)
{
    public async Task<Received> ReceiveAsync(int urn, RollImportId id, Caller caller, HttpRequest request, bool apply, bool confirmLeavers, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return new Received.NoSuchSchool();
        }

        if (!school.Open)
        {
            return Refuse("school-closed", "This school has closed; its roll stays as it was.");
        }

        if (await RollUpload.OpenAsync(request, ct) is not { } file)
        {
            return Refuse("file-missing", "Choose the file that your school’s system exported.");
        }

        var (tenant, now) = (Tenant.Of(urn), clock.GetUtcNow());
        await using var work = await store.BeginAsync(EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
        if (await work.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(store.Sql<RollImportDesk>("Roll.HasFile.sql"), new { import = id.Value }, work.Transaction, cancellationToken: ct)))
        {
            return new Received.Kept(id); // the request is a repeat of one whose answer got lost
        }

        var kept = await upload.KeepAsync(work, id, file.Bytes, ct);
        switch (kept)
        {
            case null: return Refuse("file-too-long", "The file is longer than 16 MB: it is not one school’s roll.");
            case { Text.Length: 0 }: return Refuse("file-empty", "The file is empty.");
            case { Text.Encoding: null }: return Refuse("file-not-text", "This is not a CSV file. In Excel, choose Save as, then CSV UTF-8.");
        }

        var (text, sha) = kept.Value;
        var parameters = new
        {
            import = id.Value,
            tenant = tenant.Value,
            apply,
            confirmLeavers,
            by = caller.PersonId,
            byName = caller.Name,
            now,
            trace = Activity.Current?.Id,
            name = file.Name,
            encoding = text.Encoding,
            lines = text.Lines,
        };
        await work.Connection.ExecuteAsync(new CommandDefinition(store.Sql<RollImportDesk>("Roll.KeepFile.sql"), parameters, work.Transaction, cancellationToken: ct));
        work.Append(new(tenant, id.ToString()), RollImport.Aggregate.Alias, ExpectedVersion.MustNotExist, new RollUploaded(id, caller.PersonId, text.Length, sha, now));
        await work.CommitAsync(ct);
        bell.Ring();
        return new Received.Kept(id);
    }

    private static Received.Refused Refuse(string code, string message) => new(new Fault("file", code, message));
}
