namespace Cohesion.Sample.Rolls;

/// <summary>Names that go with a background; no two learners of a year group have the same, so that a register can tell them apart.</summary>
public sealed class RollNames(Backgrounds backgrounds)
{
    private const int Tries = 200;
    private readonly HashSet<(string YearGroup, string Name)> taken = [];

    /// <summary>A name that nobody in the year group has yet.</summary>
    /// <param name="family">The surname of a twin.</param>
    public (string Forename, string Surname) Next(Chance chance, string ethnicity, string sex, string yearGroup, string? family)
    {
        for (var i = 0; i < Tries; i++)
        {
            var surname = family ?? backgrounds.Surname(chance, ethnicity);
            if (family is null && chance.Is(0.02))
            {
                surname += "-" + backgrounds.Surname(chance, ethnicity);
            }

            var forename = backgrounds.Forename(chance, ethnicity, sex);
            if (taken.Add((yearGroup, $"{forename} {surname}")))
            {
                return (forename, surname);
            }
        }

        throw new SampleException($"There are too few names for the {ethnicity} learners of year {yearGroup}.");
    }

    /// <summary>The names that the school's export can write.</summary>
    public IReadOnlyList<(string Forename, string Surname)> Unusual(MisExport export) =>
    [
        .. DataFile.Rows("unusual-names.csv")
            .Where(row => export.Encoding.CodePage != 1252 || row["windows_1252"] == "yes")
            .Select(row => (row["forename"], row["surname"]))
            .Where(name => taken.All(t => t.Name != $"{name.Item1} {name.Item2}")),
    ];
}
