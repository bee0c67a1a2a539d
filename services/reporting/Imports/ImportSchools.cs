using System.Diagnostics;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cohesion.Reporting.Imports;

/// <summary>An administrator sends a GIAS file. It is kept, read in the background, and changes nothing before it is applied.</summary>
public static class ImportSchools
{
    private const long LongestFile = 256 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/school-imports", HandleAsync)
            .Audited("school-import", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator).LimitImports().Idempotent()
            .WithName("ImportSchools").WithTags("Schools").WithSummary("Send a GIAS file (multipart field \"file\", or the CSV as body). With ?apply=true its good rows are taken over as soon as it is read.")
            .Accepts<IFormFile>("multipart/form-data", "text/csv").WithMetadata(new RequestSizeLimitAttribute(LongestFile), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LongestFile });
        routes.MapPost("/reports/school-imports", HandlePageAsync)
            .Audited("school-import", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator).LimitImports()
            .WithMetadata(new RequestSizeLimitAttribute(LongestFile), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LongestFile });
    }

    private static async Task<Results<Accepted<SchoolImportAnswer>, ProblemHttpResult>> HandleAsync(
        HttpRequest request, Caller caller, IdempotencyKey key, Store store, Tables tables, ImportBell bell, TimeProvider clock, CancellationToken ct, bool apply = false)
    {
        var id = new SchoolImportId(key.Derive("school-import"));
        if (await FileOfAsync(request, ct) is not { } file || file.Bytes.Length == 0)
        {
            return Problems.Invalid([NoFile]);
        }

        await using (file.Bytes)
        {
            if (await ReceiveAsync(id, file.Name, file.Bytes, apply, caller, store, tables, clock, ct) is { } fault)
            {
                return Problems.Invalid([fault]);
            }
        }

        bell.Ring();
        return TypedResults.Accepted($"/api/v1/school-imports/{id}", new SchoolImportAnswer(id.Value, file.Name, ImportState.Reading));
    }

    private static async Task<IResult> HandlePageAsync(
        HttpRequest request, Caller caller, Store store, Tables tables, ImportBell bell, TimeProvider clock, CancellationToken ct)
    {
        if (await FileOfAsync(request, ct) is not { } file || file.Bytes.Length == 0)
        {
            return await ListImports.ShowAsync(tables, caller, 1, [NoFile], StatusCodes.Status400BadRequest, ct);
        }

        var id = new SchoolImportId(Guid.CreateVersion7(clock.GetUtcNow()));
        await using (file.Bytes)
        {
            if (await ReceiveAsync(id, file.Name, file.Bytes, apply: false, caller, store, tables, clock, ct) is { } fault)
            {
                return await ListImports.ShowAsync(tables, caller, 1, [fault], StatusCodes.Status400BadRequest, ct);
            }
        }

        bell.Ring();
        return Results.Redirect($"/reports/school-imports/{id}");
    }

    private static Fault NoFile => new("file", "required", "Choose the file that Get Information About Schools gave you.");

    /// <summary>The file, its event and the wish to read it commit together; a repeat of the request finds them there. What is no CSV is not kept, and the fault says what it is.</summary>
    private static async Task<Fault?> ReceiveAsync(
        SchoolImportId id, string name, Stream bytes, bool apply, Caller caller, Store store, Tables tables, TimeProvider clock, CancellationToken ct)
    {
        var (encoding, fault) = await GiasText.LookAtAsync(bytes, ct);
        if (fault is not null)
        {
            return fault;
        }

        var now = clock.GetUtcNow();
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
        if (await tables.RunAsync(work.Connection, "Imports.KeepFile.sql", ct, id.Value, encoding.WebName, bytes) == 0)
        {
            return null;
        }

        await tables.RunAsync(work.Connection, "Imports.QueueWork.sql", ct, id.Value, ImportWorker.Read, now, Activity.Current?.Id, caller.PersonId);
        work.Append(id.Stream, SchoolImport.Aggregate.Alias, ExpectedVersion.MustNotExist, new SchoolImportReceived(id, name, bytes.Length, apply, now));
        await work.CommitAsync(ct);
        return null;
    }

    private static async Task<(string Name, Stream Bytes)?> FileOfAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(ct);
            return form.Files.GetFile("file") is { } file ? (UploadScan.NameOf(file.FileName), file.OpenReadStream()) : null;
        }

        request.EnableBuffering();
        await request.Body.CopyToAsync(Stream.Null, ct);
        request.Body.Position = 0;
        return ("schools.csv", request.Body);
    }
}

/// <summary>An import that has begun; ask again under its address until it is ready or applied.</summary>
public sealed record SchoolImportAnswer(Guid ImportId, string FileName, ImportState Status);
