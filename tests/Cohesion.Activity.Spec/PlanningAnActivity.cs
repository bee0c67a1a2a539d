using Cohesion.Activity.Activities;
using Cohesion.Activity.Planning;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Contracts;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class PlanningAnActivity
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static Given<PlannedActivity> Nothing => new(PlannedActivity.Aggregate);

    private static Given<PlannedActivity> Planned => new(
        PlannedActivity.Aggregate, new ActivityPlanned(A.Activity, A.Visit, A.Noon), new SessionsAdded(A.Activity, [A.PlannedOn(A.Friday.On)], A.Noon));

    [Fact]
    public void An_activity_is_planned_with_its_first_sessions() =>
        Nothing.When(activity => PlanActivity.Decide(activity, A.Activity, A.Visit, [A.PlannedOn(A.Friday.On)], A.Noon))
            .Then(new ActivityPlanned(A.Activity, A.Visit, A.Noon), new SessionsAdded(A.Activity, [A.PlannedOn(A.Friday.On)], A.Noon));

    [Fact]
    public void An_activity_can_be_planned_without_a_date_yet() =>
        Assert.Single(Nothing.When(activity => PlanActivity.Decide(activity, A.Activity, A.Visit, [], A.Noon)).Events);

    [Fact]
    public void The_same_activity_is_not_planned_twice() =>
        Planned.When(activity => PlanActivity.Decide(activity, A.Activity, A.Visit, [], A.Noon)).ThenRefused("activity-already-planned");

    [Fact]
    public void Further_sessions_are_added() =>
        Assert.Equal(2, Planned.When(activity => ScheduleSessions.Decide(activity, A.Activity, [A.PlannedOn(A.Friday.On.AddDays(7))], A.Noon)).State.Sessions.Count);

    [Fact]
    public void No_two_sessions_of_an_activity_start_at_the_same_time() =>
        Planned.When(activity => ScheduleSessions.Decide(activity, A.Activity, [A.PlannedOn(A.Friday.On)], A.Noon)).ThenRefused("already-scheduled");

    [Fact]
    public void Adding_no_session_is_refused() =>
        Planned.When(activity => ScheduleSessions.Decide(activity, A.Activity, [], A.Noon)).ThenRefused("no-sessions");

    [Fact]
    public void An_activity_does_not_go_on_for_ever() =>
        Planned.When(activity => ScheduleSessions.Decide(activity, A.Activity, [.. Enumerable.Range(1, 400).Select(day => A.PlannedOn(A.Friday.On.AddDays(day)))], A.Noon))
            .ThenRefused("too-many-sessions");

    [Fact]
    public void A_weekly_club_meets_on_the_same_day_at_the_same_clock_time_across_the_change_of_clocks()
    {
        var sessions = new Weekly(new SessionTime(new DateOnly(2027, 3, 19), new TimeOnly(15, 30), new TimeOnly(16, 30)), 3).Sessions().ToList();
        Assert.All(sessions, session => Assert.Equal((DayOfWeek.Friday, new TimeOnly(15, 30)), (session.On.DayOfWeek, session.Starts)));
        Assert.Equal([15, 15, 14], sessions.Select(session => London.Moment(session.On, session.Starts).UtcDateTime.Hour));
    }

    [Fact]
    public void Every_fault_of_a_plan_is_named_at_once()
    {
        var plan = new ActivityPlan(
            " ", new Tags("disco", true, ["fun"], ["moon"], ["food"], [99], []), Audience.Nobody, [new Visitor(Guid.Empty, "elsewhere")], new string('x', 121), 0);
        Assert.Equal(
            ["audience", "capacity", "dimensions", "kind", "place", "strands", "themes", "title", "uncrcArticles", "visitors"],
            PlanFaults.Of(plan).Select(fault => fault.Where).Order());
    }

    [Fact]
    public void A_good_plan_has_no_fault() => Assert.Empty(PlanFaults.Of(A.Visit));

    [Fact]
    public void Sessions_end_after_they_start_on_a_day_that_makes_sense_and_not_twice()
    {
        var backwards = new SessionTime(Today, new TimeOnly(14, 0), new TimeOnly(13, 0));
        var faults = PlanFaults.Of([backwards, backwards, backwards with { On = Today.AddYears(3), Ends = new TimeOnly(15, 0) }], Today);
        Assert.Equal(["before-start", "before-start", "twice", "out-of-range"], faults.Select(fault => fault.Code));
    }

    [Fact]
    public void A_hundred_sessions_at_a_time_are_enough() =>
        Assert.Contains(PlanFaults.Of([.. new Weekly(A.Friday, 101).Sessions()], Today), fault => fault.Code == "too-many");

    [Fact]
    public void Every_kind_suggests_only_codes_that_exist()
    {
        Assert.Equal(Codes.ActivityKinds.Select(kind => kind.Value), Suggestion.All.Select(suggestion => suggestion.Kind));
        Assert.All(Suggestion.All, suggestion => Assert.Empty(PlanFaults.Of(A.Visit with
        {
            Tags = new Tags(suggestion.Kind, suggestion.CommunityBased, suggestion.Strands, suggestion.Dimensions, suggestion.Themes, suggestion.UncrcArticles, []),
        })));
    }

    [Fact]
    public void What_a_planner_has_changed_stays_until_the_kind_changes()
    {
        var visit = (PlanAnswers.None with { Kind = "visit" }).Suggested() with { Themes = ["language"] };
        Assert.Equal(["language"], visit.Suggested().Themes);
        Assert.Equal(["arts-sport"], (visit with { Kind = "club" }).Suggested().Themes);
    }

    [Fact]
    public void An_audience_expects_its_year_groups_forms_and_chosen_learners_together()
    {
        var audience = new Audience(false, false, ["5"], ["4B"], [A.Chloe]);
        Assert.True(audience.Expects(new RollLearner(A.Amira, "Amira", "5", "5A")));
        Assert.True(audience.Expects(new RollLearner(A.Ben, "Ben", "4", "4B")));
        Assert.True(audience.Expects(new RollLearner(A.Chloe, "Chloe", "2", "2A")));
        Assert.False(audience.Expects(new RollLearner(A.Learner(4), "Dan", "2", "2A")));
        Assert.Equal("Year 5, form 4B and 1 chosen learner", audience.InWords());
    }

    [Fact]
    public void What_anyone_may_come_to_expects_nobody() => Assert.False(Audience.Anyone.Expects(new RollLearner(A.Amira, "Amira", "5", "5A")));

    [Fact]
    public void A_changed_plan_is_followed_by_its_sessions_and_a_register_keeps_its_people()
    {
        var right = A.Visit with { Tags = A.Tags with { Themes = ["language"], CommunityBased = false } };
        Planned.When(activity => ChangeActivity.Decide(activity, A.Activity, right, A.Noon)).Then(new ActivityChanged(A.Activity, right, A.Noon));
        var taken = new Given<Session>(Session.Aggregate, A.Scheduled, A.Register).State;
        var corrected = Assert.IsType<RegisterCorrected>(ChangeActivity.Follow(taken, right, 9, A.Noon)[1]);
        Assert.Equal((2, 1, false), (corrected.Present.Count, corrected.Absent.Count, corrected.Tags.CommunityBased));
        Assert.Equal(9, Assert.IsType<SessionChanged>(Assert.Single(ChangeActivity.Follow(new Given<Session>(Session.Aggregate, A.Scheduled).State, right, 9, A.Noon))).Expected);
        Assert.Empty(ChangeActivity.Follow(new Given<Session>(Session.Aggregate, A.Scheduled, A.Cancelled).State, right, 9, A.Noon));
    }

    [Fact]
    public void A_change_that_changes_nothing_is_no_event() =>
        Planned.When(activity => ChangeActivity.Decide(activity, A.Activity, A.Visit with { Tags = A.Tags with { Themes = ["faith-belief"] } }, A.Noon)).Then();
}
