namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Provision for special educational needs: N none, K SEN support, E education, health and care plan.</summary>
public static class SenProvision
{
    public const string None = "N";

    /// <summary>Reads a code or its words. Schools' systems leave the cell empty for learners without provision.</summary>
    public static bool TryParse(string text, out string code)
    {
        code = CodeText.Key(CodeText.BeforeLabel(text)) switch
        {
            "" or "N" or "NO" or "NONE" or "NOSEN" or "NOSPECIALEDUCATIONALNEED" or "NOSPECIALEDUCATIONALNEEDS" => None,
            "K" or "SENSUPPORT" or "SUPPORT" => "K",
            "E" or "EHCP" or "EHC" or "EHCPLAN" or "EDUCATION,HEALTHANDCAREPLAN" or "EDUCATIONHEALTHANDCAREPLAN" => "E",
            _ => "",
        };
        return code.Length > 0;
    }
}
