using Cohesion.Web;

namespace Cohesion.Reporting.Imports;

/// <summary>An import's state in the words of its page.</summary>
internal static class ImportWords
{
    public static string State(ImportState state) => state switch
    {
        ImportState.Ready => "Waiting for you",
        ImportState.Unreadable => "Not readable",
        ImportState.Applying => "Being taken over",
        ImportState.Applied => "Taken over",
        _ => "Being read",
    };

    public static TagColour Colour(ImportState state) => state switch
    {
        ImportState.Ready => TagColour.Yellow,
        ImportState.Unreadable => TagColour.Red,
        ImportState.Applied => TagColour.Green,
        _ => TagColour.Blue,
    };

    /// <summary>"1,096 rows: 1,080 new, 12 changed, 4 unchanged; 3 rows have faults."</summary>
    public static string Sentence(SchoolImportList import)
    {
        var faults = import.Faulty == 0 ? "no row has faults" : $"{Words.Count(import.Faulty, "row")} {(import.Faulty == 1 ? "has" : "have")} faults";
        return $"{Words.Sentence(Words.Count(import.Rows, "row"))}: {Words.Number(import.New)} new, {Words.Number(import.Changed)} changed, {Words.Number(import.Unchanged)} unchanged; {faults}.";
    }
}
