using System.Diagnostics;
using System.Text.Json;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Reporting.Schools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Reporting.Imports;

/// <summary>Takes the good rows of a file over. Each school decides again what a row changes, so that a file applied twice changes nothing.</summary>
public sealed class ApplyImport(Store store, Tables tables, TimeProvider clock, ILogger<ApplyImport> logger)
{
    private const int Batch = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/school-imports/{id:guid}/apply", HandleAsync)
            .Audited("school-import", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator).Idempotent()
            .WithName("ApplySchoolImport").WithTags("Schools").WithSummary("Take over the good rows of a file that has been read.");
        routes.MapPost("/reports/school-imports/{id:guid}/apply", HandlePageAsync)
            .Audited("school-import", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
    }

    public static Decision Decide(SchoolImport import, DateTimeOffset now) => import.State switch
    {
        ImportState.Ready => Decision.Accept(new SchoolImportConfirmed(import.Id, now)),
        ImportState.Applying or ImportState.Applied => Decision.Accept(),
        ImportState.Unreadable => Decision.Refuse("import-unreadable", "The file lacks columns, so there is nothing to take over. Send a complete file."),
        _ => Decision.Refuse("import-not-read", "The file is still being read. Wait until the preview is there."),
    };

    public async Task RunAsync(SchoolImportId id, EventMetadata metadata, CancellationToken ct)
    {
        var (import, _) = await store.LoadAsync(SchoolImport.Aggregate, id.Stream, ct);
        var total = import.Counts is { } counts ? counts.New + counts.Changed : 0;
        var done = 0;
        while (await ApplyBatchAsync(id, metadata, ct) is > 0 and var rows)
        {
            done += rows;
            await tables.RunAsync("Imports.NoteProgress.sql", ct, id.Value, done, total, clock.GetUtcNow() + ImportWorker.Lease);
        }

        await store.DecideAsync(
            SchoolImport.Aggregate, id.Stream, null, i => i.State is ImportState.Applying ? Decision.Accept(new SchoolImportApplied(id, i.Counts!, clock.GetUtcNow())) : Decision.Accept(),
            metadata, ct, alongside: (work, token) => tables.RunAsync(work.Connection, "Imports.EndWork.sql", token, id.Value));
        logger.ImportApplied(id, import.Counts?.New ?? 0, import.Counts?.Changed ?? 0);
    }

    /// <summary>Several hundred schools in one transaction; a school that someone else changed meanwhile undoes it, and it is decided anew.</summary>
    private async Task<int> ApplyBatchAsync(SchoolImportId id, EventMetadata metadata, CancellationToken ct)
    {
        await using var work = await store.Home.BeginAsync(metadata, ct);
        var rows = await tables.ReadAsync(
            work.Connection, "Imports.RowsToApply.sql", r => (Line: r.GetInt32(0), Row: JsonSerializer.Deserialize(r.GetString(1), ReportingJson.Default.GiasRow)!), ct, id.Value, Batch);
        var schools = (await tables.ReadAsync(work.Connection, "Schools.SchoolsByUrn.sql", SchoolList.Read, ct, rows.Select(r => r.Row.Urn.Value).ToArray())).ToDictionary(s => s.Urn);
        foreach (var (_, row) in rows)
        {
            var listed = schools.GetValueOrDefault(row.Urn.Value);
            if (TakeOverFromGias.Decide(listed?.AsSchool ?? School.Aggregate.Initial, row, RowEffect.TrustOf(row), clock.GetUtcNow()) is Decision.Accepted { Events.Count: > 0 } accepted)
            {
                work.Append(row.Urn.Stream, School.Aggregate.Alias, ExpectedVersion.At(listed?.Version ?? 0), accepted.Events);
            }
        }

        await tables.RunAsync(work.Connection, "Imports.MarkApplied.sql", ct, id.Value, rows.Select(r => r.Line).ToArray());
        return await work.CommitAsync(ct) is AppendResult.Appended ? rows.Count : Batch;
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Store store, Tables tables, ImportBell bell, TimeProvider clock, CancellationToken ct) =>
        await ConfirmAsync(new SchoolImportId(id), caller, store, tables, bell, clock, ct) switch
        {
            DecideResult.Done => TypedResults.Accepted($"/api/v1/school-imports/{id}"),
            var refused => Problems.From(refused),
        };

    private static async Task<IResult> HandlePageAsync(Guid id, Caller caller, Store store, Tables tables, ImportBell bell, TimeProvider clock, CancellationToken ct) =>
        await ConfirmAsync(new SchoolImportId(id), caller, store, tables, bell, clock, ct) is DecideResult.NotFound ? Problems.NotFound() : Results.Redirect($"/reports/school-imports/{id}");

    private static async Task<DecideResult> ConfirmAsync(SchoolImportId id, Caller caller, Store store, Tables tables, ImportBell bell, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var result = await store.DecideAsync(SchoolImport.Aggregate, id.Stream, null, import => Decide(import, now), EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, alongside: async (work, token) =>
        {
            var (import, _) = await work.LoadAsync(SchoolImport.Aggregate, id.Stream, token);
            if (import.State is ImportState.Applying)
            {
                await tables.RunAsync(work.Connection, "Imports.QueueWork.sql", token, id.Value, ImportWorker.Apply, now, Activity.Current?.Id, caller.PersonId);
            }
        });
        bell.Ring();
        return result;
    }
}
