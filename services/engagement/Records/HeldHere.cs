using Cohesion.Contracts;
using Cohesion.Engagement.Referrals;
using Cohesion.EventStore;
using Cohesion.Web;

namespace Cohesion.Engagement.Records;

/// <summary>A referral that the school has matched to a learner, with whom it names and all its texts.</summary>
internal sealed record HeldReferral(
    Guid ReferralId, string? Agency, string Reason, string RequestedOutcome, string Urgency, string LegalBasis, string State, DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt,
    string? Name, DateOnly? DateOfBirth, string? Postcode, Dictionary<string, string>? Texts);

/// <summary>Everything that this service holds on a learner, for the copy that answers a subject access request.</summary>
public sealed class HeldHere(Database database) : IHeldOnLearners
{
    public async Task<HeldPart> OfAsync(int urn, Guid learner, CancellationToken ct) => new("engagement", "Partners and referrals",
    [
        .. (await database.ListAsync("Records.FindReferralsOf.sql", RowsJson.Default.HeldReferral, [Tenant.Of(urn).Value, learner], ct)).Select(Item),
    ]);

    private static HeldItem Item(HeldReferral referral) => new($"Referral received on {Words.Date(referral.ReceivedAt)}",
    [
        new("From", referral.Agency ?? "An agency"),
        new("Reason", Codes.LabelOf(ReferralCodes.Reasons, referral.Reason)),
        new("Asked for", Codes.LabelOf(ReferralCodes.RequestedOutcomes, referral.RequestedOutcome)),
        new("Urgency", Codes.LabelOf(ReferralCodes.Urgencies, referral.Urgency)),
        new("Legal basis", Codes.LabelOf(ReferralCodes.LegalBases, referral.LegalBasis)),
        new("State", referral.State),
        .. referral.Name is { } name ? [new HeldValue("The child, as the agency named them", $"{name}, born {(referral.DateOfBirth is { } born ? Words.Date(born) : "on a day not given")}, {referral.Postcode}")] : Array.Empty<HeldValue>(),
        .. (referral.Texts ?? []).OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => new HeldValue(LabelOf(text.Key), text.Value, text.Key == ReferralText.ConsentBy ? Others.Named : Others.Perhaps)),
    ]);

    private static string LabelOf(string kind) => kind switch
    {
        ReferralText.Reason => "What the agency wrote",
        ReferralText.NotTold => "Why the family has not been told",
        ReferralText.SharingLimits => "What must not be shared",
        ReferralText.ConsentBy => "Who agreed",
        ReferralText.WithoutConsent => "Why without consent",
        ReferralText.Signpost => "Where the school pointed to",
        _ => "What the school noted at the end",
    };
}
