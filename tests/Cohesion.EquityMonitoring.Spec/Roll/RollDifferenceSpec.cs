using Cohesion.EquityMonitoring.Roll;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class RollDifferenceSpec
{
    [Fact]
    public void A_learner_who_is_new_joins() => Assert.Null(Assert.IsType<RollChange.Joins>(One([], [A.Row(1)])).Former);

    [Fact]
    public void A_learner_who_left_and_is_back_joins_as_who_they_were() =>
        Assert.Equal(A.IdOf(1), Assert.IsType<RollChange.Joins>(One([A.Learner(1, onRoll: false)], [A.Row(1)])).Former!.Id);

    [Fact]
    public void A_learner_who_is_not_in_the_file_leaves() => Assert.IsType<RollChange.Leaves>(One([A.Learner(1)], []));

    [Fact]
    public void A_learner_marked_as_previous_leaves() => Assert.IsType<RollChange.Leaves>(One([A.Learner(1)], [A.Row(1, status: "P")]));

    [Fact]
    public void A_previous_learner_who_is_not_on_roll_changes_nothing() => Assert.IsType<RollChange.Gone>(One([A.Learner(1, onRoll: false)], [A.Row(1, status: "P")]));

    [Fact]
    public void Another_form_is_a_move() => Assert.IsType<RollChange.Moves>(One([A.Learner(1)], [A.Row(1, form: "5C")]));

    [Fact]
    public void Another_year_is_a_move() => Assert.IsType<RollChange.Moves>(One([A.Learner(1)], [A.Row(1, year: "6", form: "5B")]));

    [Fact]
    public void Another_name_or_characteristic_is_a_change_without_a_move()
    {
        Assert.IsType<RollChange.Changes>(One([A.Learner(1)], [A.Row(1, forename: "Samira")]));
        Assert.IsType<RollChange.Changes>(One([A.Learner(1)], [A.Row(1, ethnicity: "AIND")]));
    }

    [Fact]
    public void The_same_again_is_no_change() => Assert.IsType<RollChange.Stays>(One([A.Learner(1)], [A.Row(1)]));

    [Fact]
    public void A_column_the_file_does_not_have_changes_nothing()
    {
        var silent = A.Row(1) with { Form = null, Sex = null, Ethnicity = null, FirstLanguage = null, Sen = null, PupilPremium = null, Fsm = null };
        Assert.IsType<RollChange.Stays>(One([A.Learner(1)], [silent]));
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("check letter")]
    [InlineData("name")]
    public void A_learner_whose_row_has_a_fault_does_not_leave(string known)
    {
        var learner = A.Learner(1);
        var hint = known switch
        {
            "exact" => new RollHint(learner.Upn, null, null),
            "check letter" => new RollHint("Z" + learner.Upn[1..], "", ""),
            _ => new RollHint("nonsense", "LOVELL", "sam"),
        };
        Assert.IsType<RollChange.Kept>(Assert.Single(RollDifference.Between([learner], [], [hint])));
    }

    [Fact]
    public void Somebody_elses_faulty_row_keeps_nobody() =>
        Assert.IsType<RollChange.Leaves>(Assert.Single(RollDifference.Between([A.Learner(1)], [], [new(A.UpnOf(2).Value, "Adu", "Kofi")])));

    [Fact]
    public void Every_row_and_every_learner_is_in_exactly_one_number() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 3)).ToArbitrary(),
        draw =>
        {
            var pupils = draw.Select((kind, place) => (kind, pupil: place + 1)).ToList();
            var known = pupils.Where(one => one.kind is 1 or 2).Select(one => A.Learner(one.pupil, onRoll: one.pupil % 3 != 0)).ToList();
            var rows = pupils.Where(one => one.kind is 0 or 1).Select(one => A.Row(one.pupil, form: one.pupil % 2 == 0 ? "5B" : "5C")).ToList();
            var counts = RollCounts.Of(RollDifference.Between(known, rows, []), 0);
            return counts.Joiners + counts.Moves + counts.Changed + counts.Unchanged + counts.Gone == rows.Count
                && counts.OnRollBefore == known.Count(learner => learner.State.OnRoll);
        }).QuickCheckThrowOnFailure();

    private static RollChange One(IReadOnlyList<KnownLearner> known, IReadOnlyList<RollRow> rows) => Assert.Single(RollDifference.Between(known, rows, []));
}
