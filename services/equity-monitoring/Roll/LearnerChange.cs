namespace Cohesion.EquityMonitoring.Roll;

/// <summary>What becomes of a learner by a row of a roll file: the facts to record, and the learner afterwards.</summary>
public static class LearnerChange
{
    /// <summary>The learner as the row describes them; what the file has no column for stays.</summary>
    public static KnownLearner Apply(KnownLearner learner, RollRow row) => learner with
    {
        Surname = row.Surname,
        Forename = row.Forename,
        PreferredSurname = Said(row.PreferredSurname, learner.PreferredSurname),
        PreferredForename = Said(row.PreferredForename, learner.PreferredForename),
        DateOfBirth = row.DateOfBirth,
        State = learner.State with
        {
            YearGroup = row.YearGroup,
            Form = row.Form ?? learner.State.Form,
            EnrolmentStatus = row.EnrolmentStatus ?? learner.State.EnrolmentStatus,
            Characteristics = Apply(learner.State.Characteristics, row),
        },
    };

    /// <summary>A learner who is new to the school.</summary>
    public static KnownLearner New(LearnerId id, RollRow row) => Apply(
        new KnownLearner(id, 0, row.Upn.Value, row.Surname, row.Forename, null, null, row.DateOfBirth, Learner.Unknown), row);

    /// <summary>The facts of a change, in the order they are recorded; none for a learner who stays as they are.</summary>
    public static IReadOnlyList<ILearnerEvent> Decide(RollChange change, KnownLearner after, DateOnly on) => change switch
    {
        RollChange.Joins => [new LearnerJoinedRollV2(after.Id, after.State.YearGroup, after.State.Form, after.State.EnrolmentStatus, after.State.Characteristics.Of(after.Id), on)],
        RollChange.Leaves => [new LearnerLeftRoll(after.Id, on)],
        RollChange.Moves { Learner: var before } => [.. Facts(before, after, on)],
        RollChange.Changes { Learner: var before } => [.. Facts(before, after, on)],
        _ => [],
    };

    private static IEnumerable<ILearnerEvent> Facts(KnownLearner before, KnownLearner after, DateOnly on)
    {
        if (before.State.YearGroup != after.State.YearGroup || before.State.Form != after.State.Form)
        {
            yield return new LearnerMoved(after.Id, after.State.YearGroup, after.State.Form, on);
        }

        if (before.State.Characteristics != after.State.Characteristics || before.State.EnrolmentStatus != after.State.EnrolmentStatus)
        {
            yield return new LearnerCharacteristicsChangedV2(after.Id, after.State.EnrolmentStatus, after.State.Characteristics.Of(after.Id), on);
        }

        var name = (before.Surname, before.Forename, before.PreferredSurname, before.PreferredForename)
            != (after.Surname, after.Forename, after.PreferredSurname, after.PreferredForename);
        if (name || before.DateOfBirth != after.DateOfBirth)
        {
            yield return new LearnerIdentityCorrected(after.Id, name, before.DateOfBirth != after.DateOfBirth, on);
        }
    }

    private static Characteristics Apply(Characteristics known, RollRow row) => new(
        row.Sex ?? known.Sex, row.Ethnicity ?? known.Ethnicity, row.FirstLanguage ?? known.FirstLanguage, row.Sen ?? known.Sen,
        row.PupilPremium ?? known.PupilPremium, row.Fsm ?? known.Fsm);

    // An empty cell says that there is none; a missing column says nothing.
    private static string? Said(string? cell, string? known) => cell switch { null => known, "" => null, _ => cell };
}
