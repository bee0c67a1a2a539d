using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Pupil premium: N, Y where only that is known, or the reasons (DPP deprivation, SCP service child, LAP looked after, AFC adopted from care, EYP early years) joined by "+".</summary>
public static class PupilPremium
{
    public const string None = "N";

    private static readonly FrozenSet<string> Reasons = FrozenSet.ToFrozenSet(["DPP", "SCP", "LAP", "AFC", "EYP"], StringComparer.Ordinal);

    public static bool TryParse(string text, out string code)
    {
        code = CodeText.Key(text) switch
        {
            "" or "N" or "NO" or "F" or "FALSE" or "0" or "NONE" => None,
            "Y" or "YES" or "T" or "TRUE" or "1" or "PP" => "Y",
            _ => ReasonsIn(text),
        };
        return code.Length > 0;
    }

    private static string ReasonsIn(string text)
    {
        var reasons = text.Split([',', ';', '/', '+', ' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(reason => reason.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return reasons.Length > 0 && reasons.All(Reasons.Contains) ? string.Join('+', reasons) : "";
    }
}
