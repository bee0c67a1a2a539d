namespace Cohesion.EquityMonitoring.Roll;

/// <summary>How a learner is registered: C here only, M main school of two, S subsidiary of two, F further-education college, O other provider, G guest, P previous (has left).</summary>
public static class EnrolmentStatus
{
    public const string Current = "C";

    public const string Previous = "P";

    public static bool TryParse(string text, out string code)
    {
        code = CodeText.Key(CodeText.BeforeLabel(text)) switch
        {
            "" or "C" or "CURRENT" or "SINGLE" or "SINGLEREGISTRATION" or "CURRENTSINGLEREGISTRATION" or "ONROLL" => Current,
            "M" or "MAIN" or "CURRENTMAIN" or "MAINDUALREGISTRATION" or "CURRENTMAINDUALREGISTRATION" => "M",
            "S" or "SUBSIDIARY" or "CURRENTSUBSIDIARY" or "SUBSIDIARYDUALREGISTRATION" or "CURRENTSUBSIDIARYDUALREGISTRATION" => "S",
            "F" or "FE" or "FECOLLEGE" => "F",
            "O" or "OTHER" or "OTHERPROVIDER" => "O",
            "G" or "GUEST" => "G",
            "P" or "PREVIOUS" or "LEFT" or "LEAVER" or "FORMER" => Previous,
            _ => "",
        };
        return code.Length > 0;
    }

    /// <summary>A learner is counted once in England: at the main school of two, and not where only a guest.</summary>
    public static bool InHeadcount(string code) => code is not ("S" or "G" or "P");
}
