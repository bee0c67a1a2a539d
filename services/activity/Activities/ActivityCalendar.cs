using Cohesion.Activity.Registers;
using Cohesion.Activity.Sessions;
using Cohesion.Contracts;
using Cohesion.EventStore;

namespace Cohesion.Activity.Activities;

/// <summary>One session in the calendar, as lists, Today and the planner see it.</summary>
/// <param name="Status">"scheduled", "delivered" or "cancelled".</param>
public sealed record CalendarEntry(
    string TenantId, Guid SessionId, Guid ActivityId, int AcademicYear, string Title, string Kind, bool CommunityBased,
    IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Themes,
    bool WholeSchool, bool OpenToAll, IReadOnlyList<string> YearGroups, IReadOnlyList<string> Forms, IReadOnlyList<Guid> Learners, IReadOnlyList<Guid> Invited,
    string? Place, int? Capacity, DateOnly OnDay, TimeOnly Starts, TimeOnly Ends, DateTimeOffset StartsAt, int Expected, int? Present, string Status)
{
    public CalendarEntry With(ActivityPlan plan, SessionTime time, int expected) => this with
    {
        AcademicYear = Contracts.AcademicYear.Of(time.On).StartYear,
        Title = plan.Title,
        Kind = plan.Tags.Kind,
        CommunityBased = plan.Tags.CommunityBased,
        Strands = plan.Tags.Strands,
        Dimensions = plan.Tags.Dimensions,
        Themes = plan.Tags.Themes,
        WholeSchool = plan.Audience.WholeSchool,
        OpenToAll = plan.Audience.Open,
        YearGroups = plan.Audience.YearGroups,
        Forms = plan.Audience.Forms,
        Learners = [.. plan.Audience.Learners.Select(id => id.Value)],
        Place = plan.Place,
        Capacity = plan.Capacity,
        OnDay = time.On,
        Starts = time.Starts,
        Ends = time.Ends,
        StartsAt = London.Moment(time.On, time.Starts),
        Expected = expected,
    };
}

/// <summary>Every session of every activity, kept in the transaction that changes it: the next page must already show it.</summary>
public static class ActivityCalendar
{
    public const string Scheduled = "scheduled";
    public const string Delivered = "delivered";
    public const string Cancelled = "cancelled";

    private static readonly CalendarEntry Blank = new(
        "", default, default, 0, "", "", false, [], [], [], false, false, [], [], [], [], null, null, default, default, default, default, 0, null, Scheduled);

    public static Projection<CalendarEntry> Projection { get; } = EventStore.Projection.For<CalendarEntry>("activity_calendar").Version(1)
        .Table("activity_calendar", "tenant_id", "session_id").Ddl("Activities.ActivityCalendar.sql")
        .On<SessionScheduled>(
            (e, _) => e.SessionId.Value,
            (_, e, stored) => (Blank with { TenantId = stored.Stream.Tenant.Value, SessionId = e.SessionId.Value, ActivityId = e.ActivityId.Value })
                .With(e.Plan, e.Time, e.Expected))
        .On<SessionChanged>(e => e.SessionId.Value, (row, e) => row?.With(e.Plan, e.Time, e.Expected))
        .On<LearnersInvited>(
            e => e.SessionId.Value,
            (row, e) => row is null ? null : row with { Invited = [.. row.Invited.Union(e.Learners.Select(id => id.Value))], Expected = e.Expected })
        .On<SessionCancelled>(e => e.SessionId.Value, (row, _) => row is null ? null : row with { Status = Cancelled })
        .On<RegisterTaken>(e => e.SessionId.Value, (row, e) => Delivery(row, e.Present.Count, e.Absent.Count))
        .On<RegisterCorrected>(e => e.SessionId.Value, (row, e) => Delivery(row, e.Present.Count, e.Absent.Count))
        .On<RegisterUndone>(e => e.SessionId.Value, (row, e) => row is null ? null : row with { Status = Scheduled, Present = null, Expected = e.Expected });

    private static CalendarEntry? Delivery(CalendarEntry? row, int present, int absent) =>
        row is null ? null : row with { Status = Delivered, Present = present, Expected = present + absent };
}
