using System.Diagnostics;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A data manager, having seen what would change, makes a file's good rows the school's roll.</summary>
public static class ApplyRoll
{
    /// <summary>What the person who applies has confirmed.</summary>
    public sealed record Request(bool? ConfirmLeavers);

    public static Decision Decide(RollImport import, RollImportId id, string by, bool confirmLeavers, DateTimeOffset now) => import.Status switch
    {
        RollImportStatus.Applying or RollImportStatus.Applied => Decision.Accept(),
        RollImportStatus.Ready when NeedsConfirmation(import.Counts!) && !confirmLeavers => Decision.Refuse(
            "many-leavers", $"{import.Counts!.Leavers} of {import.Counts.OnRollBefore} learners would leave the roll. Confirm that this is right: the file may be only a part of the roll."),
        RollImportStatus.Ready => Decision.Accept(new RollApplyRequested(id, by, confirmLeavers, now)),
        RollImportStatus.Reading => Decision.Refuse("roll-import-not-read", "The file is still being read."),
        RollImportStatus.Superseded => Decision.Refuse("roll-import-superseded", "Another file has been applied since. Import this one again to see what it would change now."),
        RollImportStatus.Lapsed => Decision.Refuse("roll-import-lapsed", "This file was sent too long ago. Send it again to see what it would change now."),
        _ => Decision.Refuse("roll-import-refused", "This file cannot be imported."),
    };

    /// <summary>When more than half of the roll would leave, the file is more likely to be half a roll.</summary>
    public static bool NeedsConfirmation(RollCounts counts) => counts.Leavers * 2 > counts.OnRollBefore;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/rolls/{urn:int}/imports/{importId:guid}/apply", HandleAsync)
            .Audited("roll", AuditAct.Changed, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool().Idempotent()
            .WithName("ApplyRoll").WithTags("Rolls").WithSummary("Make the good rows of a file that has been read the school's roll.");
        app.MapPost("/equity/schools/{urn:int}/roll/imports/{importId:guid}/apply", HandlePageAsync)
            .Audited("roll", AuditAct.Changed, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool();
    }

    private static async Task<Results<Accepted<RollImportAnswer>, ProblemHttpResult>> HandleAsync(
        int urn, Guid importId, Request? request, HttpRequest http, Caller caller, RollApplication application, CancellationToken ct)
    {
        if (!http.TryReadIfMatch(out var version))
        {
            return Problems.Invalid([new Fault("If-Match", "malformed", "If-Match is the ETag of the import.")]);
        }

        var result = await application.RequestAsync(urn, new(importId), version, caller.PersonId, request?.ConfirmLeavers ?? false, ct);
        return result is DecideResult.Done
            ? TypedResults.Accepted($"/api/v1/rolls/{urn}/imports/{importId}", new RollImportAnswer(importId, RollImportStatus.Applying))
            : Problems.From(result);
    }

    private static async Task<IResult> HandlePageAsync(
        int urn, Guid importId, HttpRequest http, Caller caller, RollApplication application, RollImportPage page, CancellationToken ct)
    {
        var form = await http.ReadFormAsync(ct);
        var result = await application.RequestAsync(urn, new(importId), null, caller.PersonId, form["confirmLeavers"] == "yes", ct);
        return result switch
        {
            DecideResult.Done => Results.Redirect($"/equity/schools/{urn}/roll/imports/{importId}"),
            DecideResult.Refused refused => await page.ShowAsync(urn, new(importId), caller, [new Fault("confirmLeavers", refused.Code, refused.Reason)], StatusCodes.Status409Conflict, ct),
            DecideResult.NotFound => Problems.NotFound(),
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>Queues the applying of a file.</summary>
internal sealed class RollApplication(Store store, RollBell bell, TimeProvider clock)
{
    public async Task<DecideResult> RequestAsync(int urn, RollImportId id, long? version, string by, bool confirmLeavers, CancellationToken ct)
    {
        var (tenant, now) = (Tenant.Of(urn), clock.GetUtcNow());
        var asked = false;
        var result = await store.DecideAsync(
            RollImport.Aggregate, new StreamKey(tenant, id.ToString()), version,
            import =>
            {
                asked = import.Status is RollImportStatus.Ready;
                return ApplyRoll.Decide(import, id, by, confirmLeavers, now);
            },
            EventMetadata.FromCurrentTrace(by: by), ct,
            alongside: (work, token) => !asked ? Task.CompletedTask : work.Connection.ExecuteAsync(new CommandDefinition(
                store.Sql<RollApplication>("Roll.QueueApply.sql"), new { import = id.Value, tenant = tenant.Value, by, now, trace = Activity.Current?.Id }, work.Transaction, cancellationToken: token)));
        bell.Ring();
        return result;
    }
}
