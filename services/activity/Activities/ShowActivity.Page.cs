using Cohesion.Activity.Partners;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <content>The page: the plan, its sessions, and who did what.</content>
public static partial class ShowActivity
{
    internal static string PathOf(int urn, ActivityId id) => $"/activity/schools/{urn}/activities/{id.Value}";

    /// <summary>What the page shows.</summary>
    public sealed record View(
        Caller Caller, Place Place, ActivityId Id, ActivityPlan Plan, IReadOnlyList<SessionListing> Sessions, IReadOnlyList<string> Partners,
        IReadOnlyList<NamedVisitor> Visitors, IReadOnlyList<Happening> Timeline, string Notice);

    private static void MapPage(IEndpointRouteBuilder app) =>
        app.MapGet("/activity/schools/{urn:int}/activities/{id:guid}", ShowAsync)
            .Audited("activity", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();

    private static async Task<Results<RazorComponentResult<ActivityPage>, ProblemHttpResult>> ShowAsync(
        int urn, Guid id, string? planned, string? changed, Caller caller, Store store, Calendar calendar, SchoolNames schools, SchoolPartners partners, Visitors visitors,
        Timelines timelines, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        var (state, version) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        if (version == 0)
        {
            return Problems.NotFound();
        }

        var sessions = await calendar.OfActivityAsync(Tenant.Of(urn), activity, ct);
        IReadOnlyList<PartnerChoice> known = state.Plan.Tags.PartnerIds.Count == 0 ? [] : await partners.OfAsync(Tenant.Of(urn), ct);

        // An activity of one session tells its session's story too; a long series tells each on the session's own page.
        IReadOnlyList<StreamKey> streams = sessions is [var only]
            ? [ActivityBook.KeyOf(urn, activity), RegisterBook.KeyOf(urn, new Sessions.SessionId(only.SessionId))]
            : [ActivityBook.KeyOf(urn, activity)];
        return new RazorComponentResult<ActivityPage>(new
        {
            Shown = new View(
                caller, await schools.PlaceOfAsync(urn, ct), activity, state.Plan, sessions,
                [.. known.Where(partner => state.Plan.Tags.PartnerIds.Contains(partner.PartnerId)).Select(partner => partner.Name)],
                await visitors.NamedAsync(Tenant.Of(urn), state.Plan.Visitors, ct), await timelines.OfAsync(streams, ct), planned is not null ? "planned" : changed is not null ? "changed" : ""),
        });
    }
}
