namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Eligibility for free school meals: N, or Y, or the category where the file has one (TFSM targeted, EFSM expanded, OFSM other).</summary>
public static class Fsm
{
    public const string NotEligible = "N";

    public static bool TryParse(string text, out string code)
    {
        code = CodeText.Key(CodeText.BeforeLabel(text)) switch
        {
            "" or "N" or "NO" or "F" or "FALSE" or "0" or "NOTELIGIBLE" => NotEligible,
            "Y" or "YES" or "T" or "TRUE" or "1" or "ELIGIBLE" or "FSM" => "Y",
            "TFSM" => "TFSM",
            "EFSM" => "EFSM",
            "OFSM" => "OFSM",
            _ => "",
        };
        return code.Length > 0;
    }
}
