using System.Globalization;
using System.Text;

namespace Cohesion.Sample.Schools;

/// <summary>A real school as the GIAS extract lists it, with the row it came from.</summary>
public sealed record School(
    int Urn, int LaCode, string LaName, int Establishment, string Name, bool Open, string Phase, int LowAge, int HighAge,
    int? Pupils, int? Boys, int? OnFreeMeals, string? Trust, string Town, string Postcode, IReadOnlyDictionary<string, string> Row)
{
    /// <summary>GIAS is served in Windows-1252.</summary>
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static IReadOnlyList<School> All() => [.. DataFile.Rows("schools.csv", Windows1252).Select(Of)];

    private static School Of(IReadOnlyDictionary<string, string> row) => new(
        Number(row["URN"])!.Value, Number(row["LA (code)"])!.Value, row["LA (name)"], Number(row["EstablishmentNumber"]) ?? 0, row["EstablishmentName"],
        row["EstablishmentStatus (name)"].StartsWith("Open", StringComparison.Ordinal), row["PhaseOfEducation (name)"],
        Number(row["StatutoryLowAge"]) ?? 4, Number(row["StatutoryHighAge"]) ?? 11,
        Number(row["NumberOfPupils"]), Number(row["NumberOfBoys"]), FreeMeals(row),
        row["Trusts (name)"] is { Length: > 0 } trust ? trust : null, row["Town"], row["Postcode"], row);

    private static int? FreeMeals(IReadOnlyDictionary<string, string> row) =>
        Number(row["FSM"]) ?? (double.TryParse(row["PercentageFSM"], CultureInfo.InvariantCulture, out var percent) && Number(row["NumberOfPupils"]) is { } pupils
            ? (int)Math.Round(pupils * percent / 100)
            : null);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
