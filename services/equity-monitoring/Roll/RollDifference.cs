namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A learner known to the school, on its roll or formerly on it, with the reference data that events do not hold.</summary>
public sealed record KnownLearner(
    LearnerId Id, long Version, string Upn, string Surname, string Forename, string? PreferredSurname, string? PreferredForename, DateOnly DateOfBirth, Learner State);

/// <summary>What a roll file says that the school's roll does not say yet: one entry for every learner it concerns.</summary>
public abstract record RollChange
{
    private RollChange()
    {
    }

    /// <summary>New, or back again (then <paramref name="Former"/> is the learner as last known).</summary>
    public sealed record Joins(RollRow Row, KnownLearner? Former) : RollChange;

    /// <summary>Another year group or form; other details may have changed with it.</summary>
    public sealed record Moves(RollRow Row, KnownLearner Learner) : RollChange;

    /// <summary>Same year group and form, but a name, date of birth or characteristic is another.</summary>
    public sealed record Changes(RollRow Row, KnownLearner Learner) : RollChange;

    public sealed record Stays(KnownLearner Learner) : RollChange;

    /// <summary>Not in the file any more, or in it as a previous learner.</summary>
    public sealed record Leaves(KnownLearner Learner) : RollChange;

    /// <summary>On the roll and in the file, but in a row that cannot be read: stays until it can.</summary>
    public sealed record Kept(KnownLearner Learner) : RollChange;

    /// <summary>In the file as a previous learner, and not on the roll: nothing to do.</summary>
    public sealed record Gone(RollRow Row) : RollChange;
}

/// <summary>Compares a roll file with the roll.</summary>
public static class RollDifference
{
    public static IReadOnlyList<RollChange> Between(IReadOnlyList<KnownLearner> known, IReadOnlyList<RollRow> rows, IReadOnlyList<RollHint> faulty)
    {
        var byUpn = known.ToDictionary(learner => learner.Upn, StringComparer.Ordinal);
        var changes = new List<RollChange>(rows.Count + known.Count);
        var named = new HashSet<string>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            named.Add(row.Upn.Value);
            changes.Add(Of(row, byUpn.GetValueOrDefault(row.Upn.Value)));
        }

        var kept = new FaultyRows(faulty);
        changes.AddRange(known.Where(learner => learner.State.OnRoll && !named.Contains(learner.Upn))
            .Select(learner => kept.SeemToName(learner) ? (RollChange)new RollChange.Kept(learner) : new RollChange.Leaves(learner)));
        return changes;
    }

    private static RollChange Of(RollRow row, KnownLearner? learner)
    {
        if (row.EnrolmentStatus == EnrolmentStatus.Previous)
        {
            return learner is { State.OnRoll: true } ? new RollChange.Leaves(learner) : new RollChange.Gone(row);
        }

        if (learner is not { State.OnRoll: true })
        {
            return new RollChange.Joins(row, learner);
        }

        var after = LearnerChange.Apply(learner, row);
        return after.State.YearGroup != learner.State.YearGroup || after.State.Form != learner.State.Form ? new RollChange.Moves(row, learner)
            : after != learner ? new RollChange.Changes(row, learner)
            : new RollChange.Stays(learner);
    }

    /// <summary>Whom rows with faults are about: by UPN, by a UPN with a wrong check letter, or by name. Better to keep a leaver for a day than to lose a learner.</summary>
    private sealed class FaultyRows(IReadOnlyList<RollHint> hints)
    {
        private readonly HashSet<string> upns = [.. hints.Select(hint => hint.Upn).OfType<string>().Select(UpnKey)];
        private readonly HashSet<string> names = [.. hints.Where(hint => hint.Surname is { Length: > 0 }).Select(hint => NameKey(hint.Surname!, hint.Forename ?? ""))];

        public bool SeemToName(KnownLearner learner) =>
            upns.Contains(UpnKey(learner.Upn)) || names.Contains(NameKey(learner.Surname, learner.Forename))
            || names.Contains(NameKey(learner.Surname, learner.PreferredForename ?? ""));

        private static string UpnKey(string upn) => upn.Length == 13 ? upn[1..].ToUpperInvariant() : upn.ToUpperInvariant();

        private static string NameKey(string surname, string forename) => CodeText.Key(surname) + "," + CodeText.Key(forename);
    }
}
