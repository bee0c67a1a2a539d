using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>A referral in a school's inbox.</summary>
public sealed record InboxItem(
    Guid ReferralId, string Agency, string? Subject, string Reason, string Urgency, string State, DateTimeOffset ReceivedAt, DateTimeOffset DecideBy,
    DateTimeOffset? DecidedAt, DateTimeOffset? ClosedAt)
{
    public ReferralState Standing => ReferralStates.TryParse(State, out var state) ? state : ReferralState.None;

    public bool IsLate(DateTimeOffset now) => ReferralClocks.IsLate(Standing, DecideBy, DecidedAt, now);
}

/// <summary>How many referrals are in a state, and when the first of them is due.</summary>
public sealed record InboxCount(string State, int Number, DateTimeOffset FirstDecideBy);

/// <summary>A school's referrals by target time: which wait for a decision, and how long there is.</summary>
public sealed class ReferralInbox(Database database)
{
    public const int PageSize = 25;

    /// <summary>What one may ask for: those that wait for a decision, that are worked on, that are closed, or all.</summary>
    public static readonly IReadOnlyList<(string Name, string Label, IReadOnlyList<ReferralState> States)> Filters =
    [
        ("waiting", "Wait for a decision", [ReferralState.Received, ReferralState.Acknowledged]),
        ("open", "Accepted and in progress", [ReferralState.Accepted, ReferralState.InProgress]),
        ("closed", "Closed", [ReferralState.Declined, ReferralState.Completed, ReferralState.Cancelled]),
        ("all", "All", ReferralStates.All),
        .. ReferralStates.All.Select(state => (ReferralStates.Name(state), ReferralStates.Label(state), (IReadOnlyList<ReferralState>)[state])),
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/engagement/schools/{urn:int}/referrals", ShowAsync)
            .Audited("referrals", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).InSchool();
        app.MapGet("/api/v1/referrals/inbox", ListAsync)
            .Audited("referrals", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireRoles(ReferralDesk.Roles).WithTags("Referrals");
    }

    public Task<IReadOnlyList<InboxItem>> PageAsync(int urn, IReadOnlyList<ReferralState> states, int page, CancellationToken ct) => database.ListAsync(
        "Referrals.FindInbox.sql", RowsJson.Default.InboxItem,
        [Tenant.Of(urn).Value, states.Select(ReferralStates.Name).ToArray(), (page - 1) * PageSize, PageSize], ct);

    public Task<IReadOnlyList<InboxCount>> CountAsync(int urn, CancellationToken ct) =>
        database.ListAsync("Referrals.CountInbox.sql", RowsJson.Default.InboxCount, [Tenant.Of(urn).Value], ct);

    /// <summary>"6 referrals wait for a decision; the oldest has 2 hours left."</summary>
    public static string Lead(IReadOnlyList<InboxCount> counts, DateTimeOffset now)
    {
        var waiting = counts.Where(count => ReferralStates.TryParse(count.State, out var state) && ReferralStates.WaitsForDecision(state)).ToList();
        var number = waiting.Sum(count => count.Number);
        if (number == 0)
        {
            return "No referral waits for a decision.";
        }

        var due = waiting.Min(count => count.FirstDecideBy);
        var left = $"{(due < now ? "is" : "has")} {Words.Left(due, now)}";
        return number == 1 ? $"1 referral waits for a decision; it {left}." : $"{number} referrals wait for a decision; the oldest {left}.";
    }

    private static async Task<RazorComponentResult<ReferralInboxPage>> ShowAsync(
        int urn, string? state, int? page, Caller caller, ReferralInbox inbox, SchoolList schools, TimeProvider clock, CancellationToken ct)
    {
        var filter = Filters.FirstOrDefault(known => known.Name == state) is { Name: not null } known ? known : Filters[0];
        var number = Math.Clamp(page ?? 1, 1, 10_000);
        return new(new
        {
            Caller = caller,
            Place = await schools.PlaceAsync(urn, ct),
            Filter = filter.Name,
            Number = number,
            Now = clock.GetUtcNow(),
            Items = await inbox.PageAsync(urn, filter.States, number, ct),
            Counts = await inbox.CountAsync(urn, ct),
        });
    }

    private static async Task<Results<Ok<IReadOnlyList<InboxItem>>, ProblemHttpResult>> ListAsync(
        int urn, string? state, int? page, Caller caller, ReferralInbox inbox, CancellationToken ct)
    {
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        return Filters.FirstOrDefault(known => known.Name == (state ?? "waiting")) is { Name: not null } filter
            ? TypedResults.Ok(await inbox.PageAsync(urn, filter.States, Math.Clamp(page ?? 1, 1, 10_000), ct))
            : Problems.Invalid([new Fault("state", "unknown-code", $"The state must be one of: {string.Join(", ", Filters.Select(known => known.Name))}")]);
    }
}
