using System.Text.Json;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <summary>A plan is put right: its sessions follow, and what their registers counted is counted anew under the right strands.</summary>
public static partial class ChangeActivity
{
    public static Decision Decide(PlannedActivity activity, ActivityId id, ActivityPlan plan, DateTimeOffset now) =>
        Same(activity.Plan, plan) ? Decision.Accept() : Decision.Accept(new ActivityChanged(id, plan, now));

    /// <summary>What becomes of a session: a cancelled one stays as it was; a register keeps its people and takes the new tags.</summary>
    /// <param name="expected">How many the new audience, and those invited, expect.</param>
    public static IReadOnlyList<object> Follow(Session session, ActivityPlan plan, int expected, DateTimeOffset now) => session switch
    {
        { Status: not SessionStatus.Scheduled } => [],
        { Register: { } register } =>
        [
            new SessionChanged(session.Id, session.ActivityId, plan, session.Time, session.Expected, now),
            new RegisterCorrected(session.Id, session.ActivityId, plan.Tags, session.Time.On, register.Present, register.Absent, register.Visitors, now),
        ],
        _ => [new SessionChanged(session.Id, session.ActivityId, plan, session.Time, expected, now)],
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPut("/api/v1/activities/{id:guid}", HandleAsync)
            .Audited("activity", AuditAct.Changed, AuditPurpose.Participation, stream: "activity").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().WithName("changeActivity");
        MapPage(app);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, PlanRequest request, Caller caller, HttpContext http, Owners owners, KnownToSchool known, ActivityBook book, TimeProvider clock,
        CancellationToken ct)
    {
        var activity = new ActivityId(id);
        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Invalid([new Fault("If-Match", "malformed", "If-Match must be the ETag of the activity.")]);
        }

        if (await owners.OfAsync(activity, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        List<Fault> faults =
        [
            .. VisitorRequest.FaultsOf(request.Visitors),
            .. request.Sessions is { Count: > 0 } || request.Weekly is not null
                ? [new Fault("sessions", "not-here", "Sessions are added and cancelled one by one, not with the plan.")] : Array.Empty<Fault>(),
        ];
        var visitors = faults.Count == 0 ? VisitorRequest.Named(request.Visitors, _ => Guid.CreateVersion7(clock.GetUtcNow())) : [];
        var plan = request.ToPlan(visitors);
        faults.AddRange(PlanFaults.Of(plan));
        faults.AddRange(await known.FaultsOfAsync(urn, plan, ct));
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        var result = await book.ChangeAsync(urn, activity, version, plan, visitors, caller.PersonId, ct);
        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static bool Same(ActivityPlan one, ActivityPlan other) =>
        JsonSerializer.Serialize(one, ActivityJson.Default.ActivityPlan) == JsonSerializer.Serialize(other, ActivityJson.Default.ActivityPlan);
}
