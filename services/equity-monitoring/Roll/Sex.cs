namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Sex as the school census has it: F, M, or U where it is not known.</summary>
public static class Sex
{
    public const string Unknown = "U";

    public static bool TryParse(string text, out string code)
    {
        code = CodeText.Key(CodeText.BeforeLabel(text)) switch
        {
            "F" or "FEMALE" or "GIRL" => "F",
            "M" or "MALE" or "BOY" => "M",
            // X was a code until the data set retired it in favour of U.
            "U" or "X" or "UNKNOWN" or "NOTKNOWN" or "" => Unknown,
            _ => "",
        };
        return code.Length > 0;
    }
}
