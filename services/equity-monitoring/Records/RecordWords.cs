using Cohesion.Contracts;
using Cohesion.Web;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Rules and what was done with records in words.</summary>
internal static class RecordWords
{
    public static string Of(RetentionRule rule) => rule switch
    {
        { Record: RetentionSchedule.Referral } => $"{Words.Sentence(Words.Count(rule.YearsAfterLeaving, "year"))} after they were closed",
        { YearsAfterLeaving: 0 } => $"Until their {Ordinal(rule.UntilAge)} birthday",
        { UntilAge: 0 } => $"{Words.Sentence(Words.Count(rule.YearsAfterLeaving, "year"))} after they left",
        _ => $"Until their {Ordinal(rule.UntilAge)} birthday, and at least {Words.Count(rule.YearsAfterLeaving, "year")} after they left",
    } + $" ({Codes.LabelOf(RetentionSchedule.Authorities, rule.Authority)})";

    public static string? Title(object @event) => @event switch
    {
        ProcessingRestricted e => $"Restricted: {Lower(Codes.LabelOf(RecordCodes.RestrictionGrounds, e.Ground))}",
        RestrictionLifted => "Restriction lifted",
        LegalHoldPlaced e => $"Legal hold placed: {Lower(Codes.LabelOf(RecordCodes.HoldGrounds, e.Ground))}",
        LegalHoldReleased => "Legal hold released",
        _ => null,
    };

    private static string Lower(string words) => words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];

    private static string Ordinal(int number) => number + (number % 100 is > 10 and < 14 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
}
