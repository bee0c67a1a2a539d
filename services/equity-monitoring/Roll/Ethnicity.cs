using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A learner's ethnicity as declared: the code in the file, main or extended, with its main code and its major group.</summary>
/// <param name="Major">"white", "mixed", "asian", "black", "other", or "unknown" where it was refused or not yet obtained.</param>
public sealed record Ethnicity(string Code, string Main, string Major)
{
    public const string NotYetObtained = "NOBT";

    // DfE Common Basic Data Set: main code, label, then the extended codes that authorities may use in its place.
    private const string Set = """
        WBRI|White British|WCOR WENG WNIR WSCO WWEL WOWB
        WIRI|White Irish|
        WIRT|Traveller of Irish heritage;Irish Traveller;White Irish Traveller|
        WROM|Gypsy Roma;Gypsy or Roma;White Gypsy Roma|WROG WROR WROO
        WOTH|Any other White background;White Any other White background|WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU WOTW
        MWBC|White and Black Caribbean;Mixed White and Black Caribbean|
        MWBA|White and Black African;Mixed White and Black African|
        MWAS|White and Asian;Mixed White and Asian|MWAP MWAI MWAO
        MOTH|Any other Mixed background;Mixed Any other Mixed background|MAOE MABL MACH MBOE MBCH MCOE MWOE MWCH MOTM
        AIND|Indian;Asian or Asian British Indian|
        APKN|Pakistani;Asian or Asian British Pakistani|AMPK AKPA AOPK
        ABAN|Bangladeshi;Asian or Asian British Bangladeshi|
        CHNE|Chinese|CHKC CMAL CSNG CTWN COCH
        AOTH|Any other Asian background;Asian or Asian British Any other Asian background|AAFR AKAO ANEP ASNL ASLT ASRO AOTA
        ABRI|Asian British|
        AWEL|Asian Welsh|
        BCRB|Black Caribbean;Caribbean;Black or Black British Caribbean|
        BAFR|Black African;African;Black or Black British African|BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF
        BOTH|Any other Black background;Black or Black British Any other Black background|BEUR BNAM BOTB
        BBRI|Black British|
        BWEL|Black Welsh|
        OOTH|Any other ethnic group|OAFG OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM OOEG
        REFU|Refused|
        NOBT|Information not yet obtained;Not yet obtained;Not obtained|
        """;

    private static readonly FrozenDictionary<string, Ethnicity> ByText = Read();

    private static readonly FrozenDictionary<string, string> Labels = Lines().ToFrozenDictionary(line => line[0], line => line[1].Split(';')[0], StringComparer.Ordinal);

    /// <summary>Reads a code or a main group's label; an empty cell says that it has not been obtained yet.</summary>
    public static bool TryParse(string text, out Ethnicity ethnicity)
    {
        var found = ByText.TryGetValue(CodeText.Key(text), out var known) || ByText.TryGetValue(CodeText.Key(CodeText.BeforeLabel(text)), out known);
        ethnicity = known ?? ByText[NotYetObtained];
        return found || string.IsNullOrWhiteSpace(text);
    }

    /// <summary>The major group of a stored code.</summary>
    public static string MajorOf(string? code) => code is not null && ByText.TryGetValue(code, out var known) ? known.Major : "unknown";

    /// <summary>"White British", what its main code is called.</summary>
    public static string LabelOf(string code) => ByText.TryGetValue(code, out var known) ? Labels[known.Main] : code;

    private static IEnumerable<string[]> Lines() => Set.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'));

    private static FrozenDictionary<string, Ethnicity> Read()
    {
        var entries = new Dictionary<string, Ethnicity>(StringComparer.Ordinal);
        foreach (var parts in Lines())
        {
            var main = new Ethnicity(parts[0], parts[0], MajorOfMain(parts[0]));
            entries[main.Code] = main;
            foreach (var label in parts[1].Split(';'))
            {
                entries[CodeText.Key(label)] = main;
            }

            foreach (var extended in parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                entries[extended] = main with { Code = extended };
            }
        }

        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string MajorOfMain(string main) => main switch
    {
        "REFU" or "NOBT" => "unknown",
        "CHNE" => "asian",
        _ => main[0] switch { 'W' => "white", 'M' => "mixed", 'A' => "asian", 'B' => "black", _ => "other" },
    };
}
