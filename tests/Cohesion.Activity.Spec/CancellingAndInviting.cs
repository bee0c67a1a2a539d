using Cohesion.Activity.Sessions;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class CancellingAndInviting
{
    private static readonly DateTimeOffset Before = A.Noon.AddDays(-1);

    private static Given<Session> Scheduled => new(Session.Aggregate, A.Scheduled);

    [Fact]
    public void A_session_is_cancelled_for_a_reason() =>
        Scheduled.When(session => CancelSession.Decide(session, "weather", null, A.Noon)).Then(A.Cancelled);

    [Fact]
    public void Cancelling_twice_for_the_same_reason_is_once() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Cancelled).When(session => CancelSession.Decide(session, "weather", null, A.Noon)).Then();

    [Fact]
    public void A_cancelled_session_is_not_cancelled_for_another_reason() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Cancelled)
            .When(session => CancelSession.Decide(session, "transport", null, A.Noon)).ThenRefused("session-cancelled");

    [Fact]
    public void A_session_whose_register_was_taken_took_place() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Register)
            .When(session => CancelSession.Decide(session, "weather", null, A.Noon)).ThenRefused("register-taken");

    [Fact]
    public void The_reason_is_one_that_reports_can_count_and_the_note_is_short() =>
        Assert.Equal(["reason", "note"], CancelSession.FaultsOf("because", new string('x', 501)).Select(fault => fault.Where));

    [Fact]
    public void Learners_are_invited_until_the_session_starts()
    {
        var invited = Scheduled.When(session => InviteToSession.Decide(session, [A.Learner(7), A.Learner(8)], 3, Before))
            .Then(new LearnersInvited(A.Session, A.Activity, A.Tags, A.Friday, [A.Learner(7), A.Learner(8)], 5, Before));
        Assert.Equal(5, invited.State.Expected);
    }

    [Fact]
    public void Nobody_is_invited_to_what_is_over() =>
        Scheduled.When(session => InviteToSession.Decide(session, [A.Learner(7)], 3, A.Noon.AddDays(1))).ThenRefused("session-over");

    [Fact]
    public void Nobody_is_invited_to_what_is_cancelled() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Cancelled)
            .When(session => InviteToSession.Decide(session, [A.Learner(7)], 3, Before)).ThenRefused("session-cancelled");

    [Fact]
    public void There_are_no_more_invitations_than_places() =>
        new Given<Session>(Session.Aggregate, A.Scheduled with { Plan = A.Visit with { Capacity = 4 } })
            .When(session => InviteToSession.Decide(session, [A.Learner(7), A.Learner(8)], 3, Before)).ThenRefused("no-places-left");

    [Fact]
    public void Who_is_invited_already_is_not_invited_again() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, new LearnersInvited(A.Session, A.Activity, A.Tags, A.Friday, [A.Learner(7)], 4, Before))
            .When(session => InviteToSession.Decide(session, [A.Learner(7)], 4, Before)).Then();
}
