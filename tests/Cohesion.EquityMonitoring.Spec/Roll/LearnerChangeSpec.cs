using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class LearnerChangeSpec
{
    [Fact]
    public void A_joiner_is_recorded_by_codes_without_a_name()
    {
        var row = A.Row(1);
        var after = LearnerChange.New(A.IdOf(1), row);
        Assert.Equal([new LearnerJoinedRollV2(A.IdOf(1), "5", "5B", "C", A.Said.Of(A.IdOf(1)), A.Monday)], LearnerChange.Decide(new RollChange.Joins(row, null), after, A.Monday));
    }

    [Fact]
    public void A_leaver_is_recorded_with_the_day() =>
        Assert.Equal([new LearnerLeftRoll(A.IdOf(1), A.Monday)], LearnerChange.Decide(new RollChange.Leaves(A.Learner(1)), A.Learner(1), A.Monday));

    [Fact]
    public void A_move_and_a_new_characteristic_and_a_new_name_are_three_facts()
    {
        var (before, row) = (A.Learner(1), A.Row(1, form: "5C", ethnicity: "AIND", preferred: "Sammy"));
        Assert.Equal(
            [
                new LearnerMoved(A.IdOf(1), "5", "5C", A.Monday), new LearnerCharacteristicsChangedV2(A.IdOf(1), "C", (A.Said with { Ethnicity = "AIND" }).Of(A.IdOf(1)), A.Monday),
                new LearnerIdentityCorrected(A.IdOf(1), true, false, A.Monday),
            ],
            LearnerChange.Decide(new RollChange.Moves(row, before), LearnerChange.Apply(before, row), A.Monday));
    }

    [Fact]
    public void An_empty_cell_takes_a_preferred_name_away_and_a_missing_column_does_not()
    {
        var known = A.Learner(1) with { PreferredForename = "Sammy" };
        Assert.Null(LearnerChange.Apply(known, A.Row(1, preferred: "")).PreferredForename);
        Assert.Equal("Sammy", LearnerChange.Apply(known, A.Row(1)).PreferredForename);
    }

    [Fact]
    public void The_facts_lead_to_the_learner_that_the_row_describes()
    {
        var (before, row) = (A.Learner(1), A.Row(1, year: "6", form: "6A", status: "M", ethnicity: "MWBC"));
        var after = LearnerChange.Apply(before, row);
        Assert.Equal(after.State, LearnerChange.Decide(new RollChange.Moves(row, before), after, A.Monday).Aggregate(before.State, Learner.Evolve));
    }

    [Fact]
    public void A_learner_who_comes_back_has_not_left()
    {
        var learner = new object[]
        {
            new LearnerJoinedRollV2(A.IdOf(1), "4", "4A", "C", A.Said.Of(A.IdOf(1)), A.Monday.AddYears(-1)), new LearnerLeftRoll(A.IdOf(1), A.Monday.AddDays(-30)),
            new LearnerJoinedRollV2(A.IdOf(1), "5", "5B", "C", A.Said.Of(A.IdOf(1)), A.Monday),
        }.Aggregate(Learner.Unknown, Learner.Evolve);
        Assert.Equal(new Learner(true, "5", "5B", "C", A.Said, A.Monday, null), learner);
    }

    [Fact]
    public void Of_an_erased_learner_nothing_has_ever_been_said()
    {
        var joined = new LearnerJoinedRollV2(A.IdOf(1), "5", "5B", "C", PersonalText.Erased(A.IdOf(1).Subject), A.Monday);
        Assert.Equal(new Learner(true, "5", "5B", "C", Characteristics.Unsaid, A.Monday, null), Learner.Evolve(Learner.Unknown, joined));
    }

    [Fact]
    public void What_was_stored_in_the_open_reads_as_what_is_sealed()
    {
        Assert.Equal(A.Said, Characteristics.From(new LearnerJoinedRoll(A.IdOf(1), "5", "5B", "C", A.Said, A.Monday).Sealed().Characteristics));
        Assert.Equal(A.Said, Characteristics.From(new LearnerCharacteristicsChanged(A.IdOf(1), "C", A.Said, A.Monday).Sealed().Characteristics));
    }
}
