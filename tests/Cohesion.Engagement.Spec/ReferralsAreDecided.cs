using Cohesion.Engagement.Referrals;
using Cohesion.EventStore;
using Cohesion.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class ReferralsAreDecided
{
    private static readonly DateTimeOffset Now = AReferral.Monday.AddDays(1);
    private static readonly DeclineReferral.Request NotOurs = new("not-our-learner", "The family hub in Woking");
    private static readonly CompleteReferral.Request Met = new("met", "yes", null);
    private static readonly CancelReferral.Request NoLonger = new("no-longer-needed");

    private static readonly IReadOnlyDictionary<ReferralState, Func<Referral, Decision>> Steps = new Dictionary<ReferralState, Func<Referral, Decision>>
    {
        [ReferralState.Acknowledged] = referral => AcknowledgeReferral.Decide(referral, AReferral.Id, Now),
        [ReferralState.Accepted] = referral => AcceptReferral.Decide(referral, AReferral.Id, Now),
        [ReferralState.Declined] = referral => DeclineReferral.Decide(referral, AReferral.Id, NotOurs, Now),
        [ReferralState.InProgress] = referral => StartReferral.Decide(referral, AReferral.Id, Now),
        [ReferralState.Completed] = referral => CompleteReferral.Decide(referral, AReferral.Id, Met, Now),
        [ReferralState.Cancelled] = referral => CancelReferral.Decide(referral, AReferral.Id, NoLonger, Now),
    };

    [Fact]
    public void A_referral_arrives_with_its_target_and_without_a_name() => Given(ReferralState.None)
        .When(referral => ReceiveReferral.Decide(referral, AReferral.Id, AReferral.Request, AReferral.FireService, "fire", WorkingDays.England, AReferral.Monday))
        .Then(AReferral.Received);

    [Fact]
    public void The_same_referral_sent_again_changes_nothing() => Assert.Empty(Given(ReferralState.Accepted)
        .When(referral => ReceiveReferral.Decide(referral, AReferral.Id, AReferral.Request, AReferral.FireService, "fire", WorkingDays.England, Now))
        .Events);

    [Fact]
    public void A_received_referral_is_acknowledged() => Given(ReferralState.Received)
        .When(Steps[ReferralState.Acknowledged]).Then(new ReferralAcknowledged(AReferral.Id, Now));

    [Fact]
    public void An_acknowledged_referral_is_accepted() => Given(ReferralState.Acknowledged)
        .When(Steps[ReferralState.Accepted]).Then(new ReferralAccepted(AReferral.Id, Now));

    [Fact]
    public void An_acknowledged_referral_is_declined_with_a_reason_and_that_closes_it()
    {
        var decided = Given(ReferralState.Acknowledged).When(Steps[ReferralState.Declined]).Then(new ReferralDeclined(AReferral.Id, "not-our-learner", Now));
        Assert.Equal(Now, decided.State.ClosedAt);
    }

    [Fact]
    public void Work_in_progress_is_completed_with_an_outcome() => Given(ReferralState.InProgress)
        .When(Steps[ReferralState.Completed]).Then(new ReferralCompleted(AReferral.Id, "met", "yes", Now));

    [Fact]
    public void Nobody_accepts_what_nobody_has_read() => Given(ReferralState.Received).When(Steps[ReferralState.Accepted]).ThenRefused("referral-state");

    [Theory]
    [InlineData(ReferralState.Received)]
    [InlineData(ReferralState.Acknowledged)]
    [InlineData(ReferralState.Accepted)]
    [InlineData(ReferralState.InProgress)]
    public void The_referrer_may_cancel_until_it_is_closed(ReferralState state) =>
        Given(state).When(Steps[ReferralState.Cancelled]).Then(new ReferralCancelled(AReferral.Id, "no-longer-needed", Now));

    [Fact]
    public void Every_step_from_every_state_is_taken_where_the_table_says_and_refused_elsewhere()
    {
        foreach (var state in ReferralStates.All)
        {
            foreach (var (next, step) in Steps)
            {
                var decided = Given(state).When(step);
                Assert.Equal(ReferralStates.After(state).Contains(next), decided.Refusal is null);
                Assert.Equal(decided.Refusal is null ? next : state, decided.State.State);
            }
        }
    }

    [Fact]
    public void However_people_try_a_referral_only_moves_along_its_line() => Prop
        .ForAll(
            Arb.From(Gen.ListOf(Gen.Elements(Steps.Keys.ToArray()))),
            tries =>
            {
                var referral = new Given<Referral>(Referral.Aggregate, AReferral.Received).State;
                foreach (var next in tries)
                {
                    var before = referral.State;
                    referral = Steps[next](referral) is Decision.Accepted accepted ? accepted.Events.Aggregate(referral, Referral.Evolve) : referral;
                    if (referral.State != before && !ReferralStates.After(before).Contains(referral.State))
                    {
                        return false;
                    }
                }

                return ReferralStates.IsClosed(referral.State) == referral.ClosedAt is not null;
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_events_in_any_order_replay_to_a_state_that_has_a_name() => Prop
        .ForAll(
            Arb.From(Gen.ListOf(Gen.Elements<object>(
                AReferral.Received, AReferral.Acknowledged, AReferral.Accepted, AReferral.Declined, AReferral.Started, AReferral.Completed, AReferral.Cancelled, "not an event"))),
            events => Enum.IsDefined(new Given<Referral>(Referral.Aggregate, [.. events]).State.State))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_the_school_answers_and_only_the_referrer_cancels()
    {
        Assert.Equal(["accepted", "declined"], ReferralStates.ForSchool(ReferralState.Acknowledged));
        Assert.Equal(["cancelled"], ReferralStates.ForReferrer(ReferralState.Acknowledged));
        Assert.Empty(ReferralStates.ForReferrer(ReferralState.Completed));
    }

    private static Given<Referral> Given(ReferralState state) => new(Referral.Aggregate, AReferral.At(state));
}
