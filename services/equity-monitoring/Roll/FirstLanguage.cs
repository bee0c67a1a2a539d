using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>The language a learner first spoke at home, by its code of the Common Basic Data Set, main (PNJ) or extended (PNJG).</summary>
public static class FirstLanguage
{
    public const string NotObtained = "NOT";

    // Code and names, as the data set of May 2026 has them.
    private const string Set = """
        ACL Acholi|ADA Adangme|AFA Afar-Saho|AFK Afrikaans|AKA Akan/Twi-Fante|ALB Albanian/Shqip|ALU Alur|AMR Amharic|ARA Arabic|ARM Armenian|ASM Assamese
        ASR Assyrian/Aramaic|AYB Anyi-Baule|AYM Aymara|AZE Azeri|BAI Bamileke|BAL Balochi|BEJ Beja/Bedawi|BEL Belarusian|BEM Bemba|BHO Bhojpuri|BIK Bikol
        BLT Balti Tibetan|BMA Burmese/Myanma|BNG Bengali|BSL British Sign Language|BSQ Basque/Euskara|BUL Bulgarian|CAM Cambodian/Khmer|CAT Catalan
        CCE Caribbean Creole English|CCF Caribbean Creole French|CGA Chaga|CGR Chattisgarhi/Khatahi|CHE Chechen|CHI Chinese|CKW Chokwe|CRN Cornish
        CTR Chitrali/Khowar|CWA Chichewa/Nyanja|CYM Welsh/Cymraeg|CZE Czech|DAN Danish|DGA Dagaare|DGB Dagbane|DIN Dinka/Jieng|DUT Dutch/Flemish
        DZO Dzongkha/Bhutanese|EBI Ebira|EDO Edo/Bini|EFI Efik-Ibibio|ENB Believed to be English|ENG English|ESA Esan/Ishan|EST Estonian|EWE Ewe|EWO Ewondo
        FAN Fang|FIJ Fijian|FIN Finnish|FON Fon|FRN French|FUL Fula/Fulfulde-Pulaar|GAA Ga|GAE Gaelic/Irish|GAL Gaelic (Scotland)|GEO Georgian|GER German
        GGO Gogo/Chigogo|GKY Kikuyu/Gikuyu|GLG Galician/Galego|GRE Greek|GRN Guarani|GUJ Gujarati|GUN Gurenne/Frafra|GUR Gurma|HAU Hausa|HDK Hindko|HEB Hebrew
        HER Herero|HGR Hungarian|HIN Hindi|IBA Iban|IDM Idoma|IGA Igala|IGB Igbo|IJO Ijo|ILO Ilokano|ISK Itsekiri|ISL Icelandic|ITA Italian|JAV Javanese
        JIN Jinghpaw/Kachin|JPN Japanese|KAM Kikamba|KAN Kannada|KAR Karen|KAS Kashmiri|KAU Kanuri|KAZ Kazakh|KCH Katchi|KGZ Kirghiz/Kyrgyz|KHA Khasi
        KHY Kihaya/Luziba|KIN Kinyarwanda|KIR Kirundi|KIS Kisi (West Africa)|KLN Kalenjin|KMB Kimbundu|KME Kimeru|KNK Konkani|KNY Kinyakyusa-Ngonde|KON Kikongo
        KOR Korean|KPE Kpelle|KRI Krio|KRU Kru|KSI Kisii/Ekegusii|KSU Kisukuma|KUR Kurdish|LAO Lao|LBA Luba|LGA Luganda|LGB Lugbara|LGS Lugisu/Lumasaba
        LIN Lingala|LIT Lithuanian|LNG Lango|LOZ Lozi/Silozi|LSO Lusoga|LTV Latvian|LTZ Luxemburgish|LUE Luvale/Luena|LUN Lunda|LUO Luo|LUY Luhya|MAG Magahi
        MAI Maithili|MAK Makua|MAN Manding/Malinke|MAO Maori|MAR Marathi|MAS Maasai|MDV Maldivian/Dhivehi|MEN Mende|MKD Macedonian|MLG Malagasy|MLM Malayalam
        MLT Maltese|MLY Malay/Indonesian|MNA Magindanao-Maranao|MNG Mongolian|MNX Manx Gaelic|MOR Moore/Mossi|MSC Mauritian/Seychelles Creole|MUN Munda
        MYA Maya|NAH Nahuatl/Mexicano|NAM Nama/Damara|NBN Nubian|NDB Ndebele|NEP Nepali|NOR Norwegian|NOT Information not obtained|NUE Nuer/Naadh|NUP Nupe
        NWA Newari|NZM Nzema|OAM Ambo/Oshiwambo|OGN Ogoni|ORI Oriya|ORM Oromo|OTB Believed to be Other than English|OTH Other than English|OTL Other Language
        PAG Pangasinan|PAM Pampangan|PAT Pashto/Pakhto|PHA Pahari/Himachali|PHR Pahari (Pakistan)|PNJ Panjabi/Punjabi|POL Polish|POR Portuguese
        PRS Persian/Farsi|QUE Quechua|RAJ Rajasthani/Marwari|REF Refused|RME Romany/English Romanes|RMI Romani|RMN Romanian|RMS Romansch|RNY Runyakitara
        RUS Russian|SAM Samoan|SCB Serbian/Croatian/Bosnian|SCO Scots|SHL Shilluk/Cholo|SHO Shona|SID Sidamo|SIO Sign Language|SLO Slovak|SLV Slovenian
        SND Sindhi|SNG Sango|SNH Sinhala|SOM Somali|SPA Spanish|SRD Sardinian|SRK Siraiki|SSO Sotho/Sesotho|SSW Swazi/Siswati|STS Tswana/Setswana|SUN Sundanese
        SWA Swahili/Kiswahili|SWE Swedish|TAM Tamil|TEL Telugu|TEM Temne|TES Teso/Ateso|TGE Tigre|TGL Tagalog/Filipino|TGR Tigrinya|THA Thai|TIB Tibetan|TIV Tiv
        TMZ Berber/Tamazight|TNG Tonga/Chitonga|TON Tongan|TPI Tok Pisin|TRI Traveller Irish/Shelta|TSO Tsonga|TUK Turkmen|TUL Tulu|TUM Tumbuka|TUR Turkish
        UKR Ukrainian|UMB Umbundu|URD Urdu|URH Urhobo-Isoko|UYG Uyghur|UZB Uzbek|VEN Venda|VIE Vietnamese|VSY Visayan/Bisaya|WAP Wa-Paraok
        WCP West-African Creole Portuguese|WOL Wolof|WPE West-African Pidgin English|XHO Xhosa|YAO Yao/Chiyao|YDI Yiddish|YOR Yoruba|ZND Zande|ZUL Zulu
        ZZZ Classification Pending
        """;

    private static readonly FrozenDictionary<string, string> ByText = Read();

    private static readonly FrozenDictionary<string, string> Names = Entries().ToFrozenDictionary(entry => entry[..3], entry => entry[4..], StringComparer.Ordinal);

    /// <summary>Reads a code, main or extended, or a language's name; an empty cell says that it has not been obtained.</summary>
    public static bool TryParse(string text, out string code)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            code = NotObtained;
            return true;
        }

        var key = CodeText.Key(CodeText.BeforeLabel(text));
        if (ByText.TryGetValue(CodeText.Key(text), out code!) || ByText.TryGetValue(key, out code!))
        {
            return true;
        }

        // Dialects have four letters, the first three being their language's code.
        code = key.Length == 4 && ByText.TryGetValue(key[..3], out var main) && main == key[..3] ? key : "";
        return code.Length > 0;
    }

    /// <summary>"english", "eal" (English as an additional language), or "unknown" where it was refused or not obtained.</summary>
    public static string GroupOf(string? code) => code switch
    {
        "ENG" or "ENB" => "english",
        null or "" or "REF" or "NOT" or "ZZZ" => "unknown",
        _ => "eal",
    };

    /// <summary>"Panjabi/Punjabi"; of a dialect, its language's name.</summary>
    public static string NameOf(string code) => code.Length >= 3 && Names.TryGetValue(code[..3], out var name) ? name : code;

    private static string[] Entries() => Set.Split(['\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, string> Read()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = Entries();
        foreach (var entry in entries)
        {
            codes[entry[..3]] = entry[..3];
        }

        foreach (var entry in entries)
        {
            foreach (var name in entry[4..].Split('/').Append(entry[4..]))
            {
                codes.TryAdd(CodeText.Key(name), entry[..3]);
            }
        }

        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
