namespace Cohesion.Contracts.Access;

/// <summary>A school shares figures with its trust or local authority, from and until these days, unless it ends that before.</summary>
/// <param name="With">"trust-" with the trust's id, or "la-" with the authority's code.</param>
/// <param name="Shares">Codes of <c>Codes.SharedFigures</c>.</param>
/// <param name="Until">The last day; null where there is none.</param>
public sealed record DataSharingAgreed(Guid AgreementId, int Urn, string With, IReadOnlyList<string> Shares, DateOnly From, DateOnly? Until, DateTimeOffset At);

/// <summary>A school shares nothing by this agreement any more, from this moment.</summary>
public sealed record DataSharingEnded(Guid AgreementId, int Urn, string With, DateTimeOffset At);
