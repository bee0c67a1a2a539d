using Cohesion.Web;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Sentences about imports.</summary>
internal static class RollWords
{
    /// <summary>"23 joiners, 9 leavers, 4 moves, 380 unchanged; 3 rows have faults."</summary>
    public static string Counts(RollCounts counts)
    {
        var parts = new List<string> { Words.Count(counts.Joiners, "joiner"), Words.Count(counts.Leavers, "leaver"), Words.Count(counts.Moves, "move") };
        if (counts.Changed > 0)
        {
            parts.Add($"{Words.Number(counts.Changed)} with other details changed");
        }

        parts.Add($"{Words.Number(counts.Unchanged)} unchanged");
        if (counts.Kept > 0)
        {
            parts.Add($"{Words.Number(counts.Kept)} kept as they are because their row has a fault");
        }

        var faults = counts.FaultyRows switch { 0 => "no row has a fault", 1 => "1 row has a fault", var many => $"{Words.Number(many)} rows have faults" };
        return Words.Sentence($"{string.Join(", ", parts)}; {faults}.");
    }

    public static string Status(RollImportStatus status) => status switch
    {
        RollImportStatus.Reading => "Being read",
        RollImportStatus.Ready => "Waits for you to apply it",
        RollImportStatus.Refused => "Cannot be imported",
        RollImportStatus.Applying => "Being applied",
        RollImportStatus.Applied => "Applied",
        RollImportStatus.Superseded => "Replaced by a later import",
        RollImportStatus.Lapsed => "Not applied in time",
        _ => "",
    };

    public static TagColour Colour(RollImportStatus status) => status switch
    {
        RollImportStatus.Applied => TagColour.Green,
        RollImportStatus.Refused => TagColour.Red,
        RollImportStatus.Ready => TagColour.Blue,
        RollImportStatus.Superseded or RollImportStatus.Lapsed => TagColour.Grey,
        _ => TagColour.Yellow,
    };

    public static string Refusal(string? code) => code switch
    {
        "header-faults" => "The first line of the file does not say clearly what is in which column. Nothing has been imported.",
        "no-rows" => "The file has a header but no rows. Nothing has been imported.",
        "too-many-rows" => "The file has more than 20,000 rows: it is not one school’s roll. Nothing has been imported.",
        _ => "Something went wrong on our side. Nothing has been imported; please send the file again.",
    };

    public static string NameOf(RollRow row) => $"{Known(row.PreferredForename, row.Forename)} {Known(row.PreferredSurname, row.Surname)}";

    public static string NameOf(KnownLearner learner) => $"{learner.PreferredForename ?? learner.Forename} {learner.PreferredSurname ?? learner.Surname}";

    public static string Place(string yearGroup, string? form) => string.IsNullOrEmpty(form) ? GroupWords.Year(yearGroup) : $"{GroupWords.Year(yearGroup)}, {form}";

    private static string Known(string? preferred, string name) => string.IsNullOrEmpty(preferred) ? name : preferred;
}
