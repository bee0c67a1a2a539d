using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Records;

public sealed class LearnerRecordSpec
{
    private static readonly LearnerId Id = new(new Guid("01990000-0000-7000-8000-000000000007"));
    private static readonly HoldId Hold = new(new Guid("01990000-0000-7000-8000-000000000008"));
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 27);
    private static readonly LearnerJoinedRollV2 Joined = new(Id, "11", "11A", "C", Characteristics.Unsaid.Of(Id), new(2012, 9, 3));
    private static readonly LearnerLeftRoll Left = new(Id, new(2017, 7, 21));
    private static readonly LegalHoldPlaced Held = new(Id, Hold, "claim", new PersonalText(Id.Subject, "Case 7"), "person-1", Now);

    [Fact]
    public void A_former_learners_record_is_restricted() =>
        Given(Joined, Left).When(record => RestrictRecord.Decide(record, Id, true, "accuracy", "person-1", Now)).Then(new ProcessingRestricted(Id, "accuracy", "person-1", Now));

    [Fact]
    public void The_record_of_a_learner_on_the_roll_is_not_restricted() =>
        Given(Joined).When(record => RestrictRecord.Decide(record, Id, true, "accuracy", "person-1", Now)).ThenRefused("on-roll");

    [Fact]
    public void A_restriction_is_lifted_and_then_there_is_none_to_lift()
    {
        Given(Joined, Left, new ProcessingRestricted(Id, "accuracy", "person-1", Now)).When(record => RestrictRecord.Decide(record, Id, false, "", "person-1", Now)).Then(new RestrictionLifted(Id, "person-1", Now));
        Given(Joined, Left).When(record => RestrictRecord.Decide(record, Id, false, "", "person-1", Now)).Then();
    }

    [Fact]
    public void Who_came_back_while_restricted_can_have_it_lifted() =>
        Given(Joined, Left, new ProcessingRestricted(Id, "accuracy", "person-1", Now), Joined)
            .When(record => RestrictRecord.Decide(record, Id, false, "", "person-1", Now)).Then(new RestrictionLifted(Id, "person-1", Now));

    [Fact]
    public void A_hold_is_placed_once_and_released_once()
    {
        Given(Joined, Left).When(record => HoldRecord.Place(record, Id, Hold, "claim", "Case 7", "person-1", Now)).Then(Held);
        Given(Joined, Left, Held).When(record => HoldRecord.Place(record, Id, Hold, "claim", "Case 7", "person-1", Now)).Then();
        Given(Joined, Left, Held).When(record => HoldRecord.Release(record, Id, Hold, "person-2", Now)).Then(new LegalHoldReleased(Id, Hold, "person-2", Now));
        Given(Joined, Left, Held, new LegalHoldReleased(Id, Hold, "person-2", Now)).When(record => HoldRecord.Release(record, Id, Hold, "person-2", Now)).Then();
    }

    [Fact]
    public void Of_an_erased_record_nothing_is_decided_any_more()
    {
        var erased = Given(Joined, Left, new LearnerErased(Id, RecordCodes.RetentionEnded, Today, new(1, 1, 0), "person-1", Now));
        erased.When(record => RestrictRecord.Decide(record, Id, true, "accuracy", "person-1", Now)).ThenRefused("erased");
        erased.When(record => HoldRecord.Place(record, Id, Hold, "claim", "Case 7", "person-1", Now)).ThenRefused("erased");
    }

    /// <summary>Kept until the 25th birthday (IRMS toolkit): born on 2 October 2001, due from 2 October 2026 on.</summary>
    [Theory]
    [InlineData("2026-10-01", "not-due")]
    [InlineData("2026-10-02", null)]
    [InlineData("2026-11-27", null)]
    public void A_record_is_due_from_the_day_it_was_kept_until(string today, string? refusal) =>
        Assert.Equal(refusal, EraseRecords.Refusal(Record(), Fold(Joined, Left), RecordCodes.RetentionEnded, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))?.Code);

    [Theory]
    [InlineData("unlawful")]
    [InlineData("ordered")]
    public void What_must_not_have_been_kept_goes_before_its_time(string ground) =>
        Assert.Null(EraseRecords.Refusal(Record(), Fold(Joined, Left), ground, new(2020, 1, 1)));

    [Theory]
    [InlineData(RecordCodes.RetentionEnded)]
    [InlineData("unlawful")]
    [InlineData("ordered")]
    public void Neither_a_held_record_nor_that_of_a_learner_on_the_roll_is_erased_on_any_ground(string ground)
    {
        Assert.Equal("on-hold", EraseRecords.Refusal(Record(), Fold(Joined, Left, Held), ground, Today)?.Code);
        Assert.Equal("on-roll", EraseRecords.Refusal(Record() with { OnRoll = true, KeptUntil = null }, Fold(Joined), ground, Today)?.Code);
    }

    [Fact]
    public void What_a_backup_brought_back_goes_whatever_it_says() =>
        Assert.Null(EraseRecords.Refusal(Record() with { OnRoll = true }, Fold(Joined, Held), RecordCodes.Restored, Today));

    [Fact]
    public void A_learner_who_was_erased_is_on_no_roll_and_nothing_is_said_of_them()
    {
        var learner = Learner.Evolve(Learner.Evolve(Learner.Unknown, Joined), new LearnerErased(Id, RecordCodes.Restored, Today, new(1, 1, 0), "person-1", Now));
        Assert.Equal((false, "", Characteristics.Unsaid), (learner.OnRoll, learner.Form, learner.Characteristics));
    }

    [Theory]
    [InlineData(25, 0, "irms", null)]
    [InlineData(0, 7, "local-authority", null)]
    [InlineData(0, 0, "irms", "nothing-kept")]
    [InlineData(-1, 7, "irms", "out-of-range")]
    [InlineData(25, 101, "irms", "out-of-range")]
    [InlineData(25, 0, "", "required")]
    [InlineData(25, 7, "irms", "not-for-referrals", RetentionSchedule.Referral)]
    public void A_rule_keeps_records_for_some_time_by_somebodys_authority(int untilAge, int yearsAfterLeaving, string authority, string? fault, string record = RetentionSchedule.Learner) =>
        Assert.Equal(fault, ChangeRetention.FaultsOf(new(record, untilAge, yearsAfterLeaving, authority)) is [var first, ..] ? first.Code : null);

    [Fact]
    public void What_a_school_has_not_set_is_as_the_toolkit_has_it()
    {
        var schedule = RetentionSchedule.Evolve(RetentionSchedule.Aggregate.Initial, new RetentionRuleSet(RetentionSchedule.Sen, 35, 0, "local-authority", "person-1", Now));
        Assert.Equal([new(RetentionSchedule.Learner, 25, 0, "irms"), new(RetentionSchedule.Sen, 35, 0, "local-authority"), new(RetentionSchedule.Referral, 0, 6, "limitation")], schedule.Rules);
    }

    private static Given<LearnerRecord> Given(params object[] events) => new(LearnerRecord.Aggregate, events);

    private static LearnerRecord Fold(params object[] events) => events.Aggregate(LearnerRecord.Aggregate.Initial, LearnerRecord.Evolve);

    private static HeldRecord Record() => new(Id, "A801400100001", "Sam Lovell", new(2001, 10, 2), false, "11", new(2017, 7, 21), RetentionSchedule.Defaults[0], new(2026, 10, 2), false, 0);
}
