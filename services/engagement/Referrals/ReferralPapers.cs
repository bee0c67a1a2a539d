using Cohesion.EventStore;

namespace Cohesion.Engagement.Referrals;

/// <summary>One text about a referral. Only <see cref="Signpost"/> ever reaches the agency.</summary>
public sealed record ReferralText(string Kind, string Text)
{
    public const string Reason = "reason";
    public const string NotTold = "not-told";
    public const string SharingLimits = "sharing-limits";
    public const string ConsentBy = "consent-by";
    public const string WithoutConsent = "without-consent";
    public const string Signpost = "signpost";
    public const string OutcomeNote = "outcome-note";
}

/// <summary>Whom a referral in a list is about.</summary>
public sealed record SubjectName(Guid ReferralId, string Name);

/// <summary>The papers of a referral: whom it is about, and the texts.</summary>
public sealed class ReferralPapers(Database database)
{
    public Task KeepSubjectAsync(Work work, int urn, ReferralId id, ReferralSubject subject, CancellationToken ct) => database.RunAsync(
        work, "Referrals.KeepSubject.sql", [Tenant.Of(urn).Value, id.Value, subject.Name, subject.DateOfBirth, subject.Postcode, subject.Year], ct);

    public Task KeepTextsAsync(Work work, int urn, ReferralId id, IReadOnlyList<ReferralText> texts, CancellationToken ct) => texts.Count == 0
        ? Task.CompletedTask
        : database.RunAsync(
            work, "Referrals.KeepTexts.sql",
            [Tenant.Of(urn).Value, id.Value, texts.Select(text => text.Kind).ToArray(), texts.Select(text => text.Text).ToArray()], ct);

    /// <summary>Null once the child is forgotten.</summary>
    public Task<ReferralSubject?> SubjectAsync(int urn, ReferralId id, CancellationToken ct) =>
        database.FindAsync("Referrals.FindSubject.sql", RowsJson.Default.ReferralSubject, [Tenant.Of(urn).Value, id.Value], ct);

    public Task<IReadOnlyList<SubjectName>> NamesAsync(int urn, IEnumerable<Guid> referrals, CancellationToken ct) =>
        database.ListAsync("Referrals.FindSubjects.sql", RowsJson.Default.SubjectName, [Tenant.Of(urn).Value, referrals.ToArray()], ct);

    public async Task<IReadOnlyDictionary<string, string>> TextsAsync(int urn, ReferralId id, CancellationToken ct) =>
        (await database.ListAsync("Referrals.FindTexts.sql", RowsJson.Default.ReferralText, [Tenant.Of(urn).Value, id.Value], ct))
        .ToDictionary(text => text.Kind, text => text.Text, StringComparer.Ordinal);
}
