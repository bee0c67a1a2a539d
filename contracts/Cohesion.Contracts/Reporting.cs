namespace Cohesion.Contracts.Reporting;

/// <summary>A school as the register of schools (GIAS) knows it. <paramref name="Version"/> is the version of the school's stream: the higher one is the newer.</summary>
/// <param name="Urn">Six-digit unique reference number.</param>
/// <param name="LaCode">Three-digit local authority code, e.g. 936 for Surrey.</param>
/// <param name="TrustId">The trust's own id, null for a school in no trust.</param>
/// <param name="Phase">GIAS phase of education, e.g. "Primary", "All-through".</param>
/// <param name="Open">False once the school is closed.</param>
/// <param name="NumberOfPupils">Headcount at the last census, null where GIAS has none.</param>
public sealed record SchoolFacts(
    int Urn, string Name, int LaCode, string LaName, string? TrustId, string? TrustName, string Phase, bool Open, int? NumberOfPupils,
    int? LowAge, int? HighAge, string LaEstab, long Version);

/// <summary>A school was listed, or facts other than its trust and its closing changed.</summary>
public sealed record SchoolListed(SchoolFacts School, DateTimeOffset At);

/// <summary>A school joined a trust, changed trust or left one (then <c>TrustId</c> is null).</summary>
public sealed record SchoolJoinedTrust(SchoolFacts School, string? FormerTrustId, DateTimeOffset At);

/// <summary>A school closed.</summary>
public sealed record SchoolClosed(SchoolFacts School, DateOnly? On, DateTimeOffset At);
