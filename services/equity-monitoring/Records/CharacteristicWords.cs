using Cohesion.EquityMonitoring.Roll;
using Cohesion.Web;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>What is said of a learner in words that a parent can read, each with its code of the Common Basic Data Set.</summary>
public static class CharacteristicWords
{
    /// <summary>("Ethnicity", "White British (WBRI)"); of what the school has not said, nothing.</summary>
    public static IEnumerable<(string Label, string Words)> Of(Characteristics said) =>
        from value in new (string Label, string? Code, Func<string, string> Words)[]
        {
            ("Sex", said.Sex, code => GroupWords.Group("sex", code is Sex.Unknown ? "unknown" : code)),
            ("Ethnicity", said.Ethnicity, Ethnicity.LabelOf),
            ("First language", said.FirstLanguage, FirstLanguage.NameOf),
            ("Special educational needs", said.Sen, code => GroupWords.Group("sen_provision", code)),
            ("Pupil premium", said.PupilPremium, Premium),
            ("Free school meals", said.Fsm, Meals),
        }
        where value.Code is not null
        select (value.Label, $"{value.Words(value.Code)} ({value.Code})");

    /// <summary>"Here only (C)"</summary>
    public static string Enrolment(string code) => code switch
    {
        "C" => "Here only (C)",
        "M" => "Here and at another school, here mainly (M)",
        "S" => "Here and at another school, there mainly (S)",
        "F" => "Here and at a further education college (F)",
        "O" => "Here and at another provider (O)",
        "G" => "Guest (G)",
        "P" => "Has left (P)",
        _ => code,
    };

    private static string Premium(string code) => code switch
    {
        PupilPremium.None => "None",
        "Y" => "Yes, the reason is not recorded",
        _ => Words.Sentence(Words.List([.. code.Split('+').Select(Reason)])),
    };

    private static string Reason(string code) => code switch
    {
        "DPP" => "deprivation",
        "SCP" => "child of someone in the armed services",
        "LAP" => "looked after",
        "AFC" => "adopted from care",
        "EYP" => "early years",
        _ => code,
    };

    private static string Meals(string code) => code switch
    {
        Fsm.NotEligible => "Not eligible",
        "Y" => "Eligible",
        "TFSM" => "Eligible, targeted",
        "EFSM" => "Eligible, expanded",
        "OFSM" => "Eligible, other",
        _ => code,
    };
}
