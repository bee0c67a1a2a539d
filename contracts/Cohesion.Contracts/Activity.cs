namespace Cohesion.Contracts.Activity;

/// <summary>What a session is about, as reports arrange it. All values are codes of the glossary in <c>Cohesion.Contracts.Codes</c>.</summary>
public sealed record ActivityTags(
    string Kind, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Themes,
    IReadOnlyList<int> UncrcArticles, IReadOnlyList<Guid> PartnerIds);

/// <summary>A session of an activity was put into the calendar or changed.</summary>
/// <param name="Version">Version of the activity's stream.</param>
public sealed record ActivityScheduled(
    Guid ActivityId, Guid SessionId, int Urn, string AcademicYear, DateTimeOffset StartsAt, int Expected, ActivityTags Tags, long Version, DateTimeOffset At);

/// <summary>A session took place: its register was taken or corrected. A later version replaces an earlier one.</summary>
public sealed record ActivityDelivered(
    Guid ActivityId, Guid SessionId, int Urn, string AcademicYear, DateOnly On, int Present, int Expected, ActivityTags Tags, long Version, DateTimeOffset At);

/// <summary>A session was cancelled, with a reason code.</summary>
public sealed record ActivityCancelled(Guid ActivityId, Guid SessionId, int Urn, string AcademicYear, string Reason, long Version, DateTimeOffset At);

/// <summary>Who was present at a session. A later version of the same session replaces an earlier one whole.</summary>
public sealed record ParticipationRecorded(
    Guid ActivityId, Guid SessionId, int Urn, string AcademicYear, DateOnly On, bool CommunityBased, IReadOnlyList<Guid> Present, long Version, DateTimeOffset At);

/// <summary>A learner who was erased, and how many rows this service removed for that.</summary>
public sealed record ForgottenLearner(Guid LearnerId, int Removed);

/// <summary>Learners who were erased are forgotten here too: name, year group and form, reasons for not taking part.</summary>
public sealed record LearnersForgotten(int Urn, IReadOnlyList<ForgottenLearner> Learners, DateTimeOffset At);
