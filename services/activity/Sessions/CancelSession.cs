using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <summary>A session will not take place, or did not, for a reason that reports can count.</summary>
public static partial class CancelSession
{
    public const int LongestNote = 500;

    public static Decision Decide(Session session, string reason, Guid? noteId, DateTimeOffset now) => session switch
    {
        { Status: SessionStatus.Cancelled } when session.CancelReason == reason => Decision.Accept(),
        { Status: SessionStatus.Cancelled } => Decision.Refuse("session-cancelled", "This session has been cancelled already."),
        { Register: not null } => Decision.Refuse("register-taken", "This session took place: its register has been taken."),
        _ => Decision.Accept(new SessionCancelled(session.Id, session.ActivityId, session.Time.On, reason, noteId, now)),
    };

    public static IReadOnlyList<Fault> FaultsOf(string? reason, string? note) =>
    [
        .. Codes.CancelReasons.All(code => code.Value != reason) ? [new Fault("reason", "unknown", "Select why the session is cancelled.")] : Array.Empty<Fault>(),
        .. note?.Length > LongestNote ? [new Fault("note", "too-long", $"The note must be {LongestNote} characters or fewer.")] : Array.Empty<Fault>(),
    ];

    /// <summary>Why, and a note for colleagues.</summary>
    /// <param name="Reason">A code of <c>Codes.CancelReasons</c>.</param>
    public sealed record Request(string? Reason, string? Note);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/sessions/{id:guid}/cancellation", HandleAsync)
            .Audited("session", AuditAct.Changed, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().Idempotent().WithName("cancelSession");
        MapPage(app);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, IdempotencyKey key, Caller caller, HttpContext http, Owners owners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var session = new SessionId(id);
        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Invalid([new Fault("If-Match", "malformed", "If-Match must be the ETag of the session.")]);
        }

        if (FaultsOf(request.Reason, request.Note) is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults);
        }

        if (await owners.OfAsync(session, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        var result = await CancelAsync(store, urn, session, version, request.Reason!, request.Note, key.Derive("note"), caller.PersonId, clock, ct);
        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static Task<DecideResult> CancelAsync(
        Store store, int urn, SessionId id, long? version, string reason, string? note, Guid noteId, string by, TimeProvider clock, CancellationToken ct) =>
        store.DecideAsync(
            Session.Aggregate, RegisterBook.KeyOf(urn, id), version,
            session => Decide(session, reason, string.IsNullOrWhiteSpace(note) ? null : noteId, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: by), ct,
            alongside: (work, token) => string.IsNullOrWhiteSpace(note)
                ? Task.CompletedTask
                : work.Connection.ExecuteAsync(new CommandDefinition(
                    store.Sql(typeof(CancelSession).Assembly, "Sessions.PutNote.sql"),
                    new { tenant = Tenant.Of(urn).Value, id = noteId, note = note.Trim() }, work.Transaction, cancellationToken: token)));

    /// <summary>What was noted for colleagues; empty where the note was deleted.</summary>
    internal static async Task<string> NoteAsync(Store store, int urn, Guid note, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(Tenant.Of(urn), ct);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            store.Sql(typeof(CancelSession).Assembly, "Sessions.FindNote.sql"), new { tenant = Tenant.Of(urn).Value, id = note }, cancellationToken: ct)) ?? "";
    }
}
