using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cohesion.Access.Organisations;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Agreements;

[JsonConverter(typeof(IdentityJson<AgreementId>))]
public readonly record struct AgreementId(Guid Value) : IIdentity<AgreementId>
{
    public static AgreementId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

/// <summary>What is agreed: with whom, which figures, on what legal basis, from and until when.</summary>
/// <param name="With">The tenant of the school's trust or local authority: "trust-…", "la-936".</param>
/// <param name="Shares">Codes of <c>Codes.SharedFigures</c>.</param>
/// <param name="Basis">A code of <see cref="LegalBases"/>.</param>
public sealed record SharingTerms(string With, IReadOnlyList<string> Shares, string Basis, DateOnly From, DateOnly? Until);

/// <summary>The school agreed to share figures.</summary>
/// <param name="By">Opaque id of the person who recorded it.</param>
public sealed record SharingAgreed(AgreementId AgreementId, string With, IReadOnlyList<string> Shares, string Basis, DateOnly From, DateOnly? Until, string By, DateTimeOffset AgreedAt);

/// <summary>The school shares by this agreement no longer.</summary>
public sealed record SharingEnded(AgreementId AgreementId, string With, string By, DateTimeOffset EndedAt);

/// <summary>One agreement as it stands.</summary>
public sealed record Agreement(string With, DateOnly From, DateOnly? Until, bool Ended)
{
    /// <summary>Whether both hold on some same day.</summary>
    public bool Overlaps(SharingTerms terms) => !Ended && With == terms.With && (Until is null || Until >= terms.From) && (terms.Until is null || terms.Until >= From);
}

/// <summary>All data-sharing agreements of one school: one stream, so that two with the same body never overlap.</summary>
public sealed record SharingAgreements(ImmutableDictionary<AgreementId, Agreement> All)
{
    public static readonly Aggregate<SharingAgreements> Aggregate = new("agreements", new SharingAgreements(ImmutableDictionary<AgreementId, Agreement>.Empty), Evolve);

    public static StreamKey StreamOf(int urn) => new(Organisation.School(urn).Tenant, "agreements");

    public static SharingAgreements Evolve(SharingAgreements agreements, object @event) => @event switch
    {
        SharingAgreed e => new(agreements.All.SetItem(e.AgreementId, new Agreement(e.With, e.From, e.Until, Ended: false))),
        SharingEnded e when agreements.All.TryGetValue(e.AgreementId, out var agreement) => new(agreements.All.SetItem(e.AgreementId, agreement with { Ended = true })),
        _ => agreements,
    };

    public Agreement? Find(AgreementId id) => All.GetValueOrDefault(id);
}
