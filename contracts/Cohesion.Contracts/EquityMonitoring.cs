namespace Cohesion.Contracts.EquityMonitoring;

/// <summary>A learner as a register needs it: an opaque id, a name to read out, a year group ("R", "1" … "13", "N1", "N2") and a form. No characteristics, ever.</summary>
/// <param name="Version">Version of the learner's stream: of two facts about one learner the higher one is the newer.</param>
public sealed record LearnerOnRoll(Guid LearnerId, long Version, string DisplayName, string YearGroup, string Form);

/// <summary>A learner who is no longer on the roll since a day.</summary>
public sealed record LearnerOffRoll(Guid LearnerId, long Version, DateOnly On);

/// <summary>Learners joined (or came back to) a school's roll.</summary>
public sealed record LearnersJoinedRoll(int Urn, IReadOnlyList<LearnerOnRoll> Learners, DateTimeOffset At);

/// <summary>Learners moved year group or form, or changed the name they are known by.</summary>
public sealed record LearnersMoved(int Urn, IReadOnlyList<LearnerOnRoll> Learners, DateTimeOffset At);

/// <summary>Learners left a school's roll; what they took part in still counts for the year.</summary>
public sealed record LearnersLeftRoll(int Urn, IReadOnlyList<LearnerOffRoll> Learners, DateTimeOffset At);

/// <summary>Learners are to be forgotten: every service deletes their rows.</summary>
public sealed record LearnersErased(int Urn, IReadOnlyList<LearnerOffRoll> Learners, DateTimeOffset At);

/// <summary>Whether a former learner's record is kept and not used.</summary>
public sealed record RestrictedLearner(Guid LearnerId, long Version, bool Restricted);

/// <summary>Former learners' records were restricted (nobody is to be shown who they are), or the restriction was lifted.</summary>
public sealed record LearnersRestricted(int Urn, IReadOnlyList<RestrictedLearner> Learners, DateTimeOffset At);

/// <summary>A school keeps a kind of record for another time: until a birthday and some years after it came to its end, whichever is later.</summary>
/// <param name="Record">"learner", "sen", "referral" (of a child who is on no roll of the school).</param>
public sealed record RetentionChanged(int Urn, string Record, int UntilAge, int YearsAfter, long Version, DateTimeOffset At);

/// <summary>A roll file was applied: counts only.</summary>
public sealed record RollImported(int Urn, Guid ImportId, int Joined, int Left, int Moved, int Unchanged, int Faults, DateTimeOffset At);

/// <summary>One group's part of a measure: <paramref name="Numerator"/> of <paramref name="Denominator"/> learners.</summary>
/// <param name="Breakdown">"all", "ethnicity_major", "sex", "sen_provision", "fsm_status", "first_language", "year_group".</param>
/// <param name="Group">A code of the breakdown, e.g. "asian", "F", "K", "fsm", "eal", "5"; "total" for "all".</param>
public sealed record MeasuredGroup(string Breakdown, string Group, int Numerator, int Denominator);

/// <summary>A measure of one school and academic year, all its groups at once, so that a reader never mixes two counts.</summary>
/// <param name="AcademicYear">The year it began and ended in: "2026/27".</param>
/// <param name="Measure">"reach": learners present at one or more community-based activities.</param>
/// <param name="Version">Version of the measure's stream: the higher one is the newer.</param>
public sealed record MeasurePublished(
    int Urn, string AcademicYear, string Measure, IReadOnlyList<MeasuredGroup> Groups, long Version, DateTimeOffset At);
