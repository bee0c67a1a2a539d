using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cohesion.Contracts;

namespace Cohesion.Engagement.Referrals;

/// <summary>The child, as an agency knows them: enough for a person at the school to recognise whom it is about.</summary>
public sealed record ReferralSubject(string Name, DateOnly DateOfBirth, string Postcode, string? Year);

/// <summary>What allows sharing: consent (who, as whom, when, to which wording), a public task, the duty of s.16LA, or safeguarding without consent (why).</summary>
public sealed record LegalBasis(string Kind, string? Who, string? Capacity, DateOnly? When, string? WordingVersion, string? Reason);

/// <summary>What an agency sends to refer a child to a school.</summary>
public sealed partial record ReferralRequest(
    int Urn, string Reason, string ReasonText, string Urgency, string RequestedOutcome, LegalBasis LegalBasis, bool ToldFamily, string? NotToldReason,
    string? SharingLimits, ReferralSubject Subject, bool ImmediateDanger)
{
    public const int LongestText = 2000;

    private static readonly IReadOnlyList<Code> Years =
        [.. new[] { "N1", "N2", "R" }.Concat(Enumerable.Range(1, 13).Select(year => year.ToString(CultureInfo.InvariantCulture))).Select(year => new Code(year, year))];

    /// <summary>Reads all of a request; where anything is wrong the faults are in <paramref name="fields"/> and the answer is null.</summary>
    public static ReferralRequest? Read(Fields fields, DateOnly today)
    {
        var told = fields.Flag("toldFamily", "whether the family was told");
        var request = new ReferralRequest(
            fields.Number("urn", "the school's URN", 100000, 999999) ?? 0,
            fields.Code("reason", "the reason code", ReferralCodes.Reasons) ?? "",
            fields.Text("reasonText", "the reason in plain words", LongestText) ?? "",
            fields.Code("urgency", "the urgency", ReferralCodes.Urgencies) ?? "",
            fields.Code("requestedOutcome", "the requested outcome", ReferralCodes.RequestedOutcomes) ?? "",
            ReadBasis(fields.Part("legalBasis", "the legal basis"), today),
            told ?? true,
            fields.Text("notToldReason", "why the family was not told", LongestText, required: told == false),
            fields.Text("sharingLimits", "whom not to tell and when not to call", LongestText, required: false),
            ReadSubject(fields.Part("subject", "whom the referral is about"), today),
            fields.Flag("immediateDanger", "whether the child is in immediate danger") ?? false);
        fields.NothingElse();
        return fields.Good ? request : null;
    }

    /// <summary>Says no before anything else is looked at: a child in danger must not wait for a form to be put right.</summary>
    public static bool IsImmediateDanger(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("immediateDanger", out var danger) && danger.ValueKind == JsonValueKind.True;

    private static LegalBasis ReadBasis(Fields? basis, DateOnly today)
    {
        if (basis is null)
        {
            return new LegalBasis("", null, null, null, null, null);
        }

        var kind = basis.Code("kind", "the kind of legal basis", ReferralCodes.LegalBases) ?? "";
        var (consent, without) = (kind == "consent", kind == "safeguarding-without-consent");
        var read = new LegalBasis(
            kind,
            consent ? basis.Text("who", "who consented", 120) : null,
            consent ? basis.Code("capacity", "as whom they consented", ReferralCodes.Capacities) : null,
            consent ? basis.Date("when", "when they consented") : null,
            consent ? basis.Text("wordingVersion", "the version of the wording they consented to", 40) : null,
            without ? basis.Text("reason", "why there is no consent", LongestText) : null);
        if (read.When > today)
        {
            basis.Wrong<object>("when", "in-the-future", "The day of consent cannot be in the future");
        }

        if (read.WordingVersion is { } version && !Version().IsMatch(version))
        {
            basis.Wrong<object>("wordingVersion", "not-a-version", "The version of the wording is a short code such as 2026-1");
        }

        if (kind.Length > 0)
        {
            basis.NothingElse();
        }

        return read;
    }

    private static ReferralSubject ReadSubject(Fields? subject, DateOnly today)
    {
        if (subject is null)
        {
            return new ReferralSubject("", default, "", null);
        }

        var born = subject.Date("dateOfBirth", "the child's date of birth");
        var read = new ReferralSubject(
            subject.Text("name", "the child's name", 120) ?? "",
            born ?? default,
            subject.Text("postcode", "the child's postcode", 10) ?? "",
            subject.Code("year", "the year group", Years, required: false));
        if (born is { } day && (day > today.AddYears(-2) || day < today.AddYears(-20)))
        {
            subject.Wrong<object>("dateOfBirth", "not-school-age", "The date of birth must be that of a child or young person aged 2 to 19");
        }

        if (read.Postcode.Length > 0 && !UkPostcode().IsMatch(read.Postcode))
        {
            subject.Wrong<object>("postcode", "not-a-postcode", "The child's postcode must be a full UK postcode, such as GU21 4AB");
        }

        subject.NothingElse();
        return read;
    }

    [GeneratedRegex("^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex UkPostcode();

    [GeneratedRegex("^[A-Za-z0-9._-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
