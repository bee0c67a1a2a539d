using System.Globalization;
using System.Text;

namespace Cohesion.Sample.Schools;

/// <summary>The real schools that a sample is about, and the GIAS file that lists them among some that it is not about.</summary>
public sealed record Choice(IReadOnlyList<School> Schools, IReadOnlyList<School> Listed, IReadOnlyList<string> Notes)
{
    public const string DefaultTrust = "LEARNING PARTNERS ACADEMY TRUST";

    private const int Spares = 6;

    /// <summary>A trust's open schools, by its name in GIAS; the file also lists a few schools of the same authority that keep no records here, and some closed ones.</summary>
    public static Choice OfTrust(string name)
    {
        var all = School.All();
        var schools = all.Where(s => s.Open && string.Equals(s.Trust, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (schools.Count == 0)
        {
            throw new SampleException($"No open school of the GIAS extract is in a trust called \"{name}\". Trusts with six to ten: {string.Join("; ", Trusts(all))}.");
        }

        var others = all.Where(s => s.LaCode == schools[0].LaCode && !schools.Contains(s)).ToList();
        return Of(schools, [.. others.Where(s => !s.Open).Take(Spares), .. others.Where(s => s.Open && s.Trust is null).Take(Spares)]);
    }

    /// <summary>Every open school of a local authority; the file lists its closed ones too.</summary>
    public static Choice OfAuthority(int code)
    {
        var all = School.All().Where(s => s.LaCode == code).ToList();
        return all.Exists(s => s.Open)
            ? Of(all.Where(s => s.Open).ToList(), all.Where(s => !s.Open))
            : throw new SampleException($"The GIAS extract has no open school of local authority {code}; it holds 936 (Surrey) and 850 (Hampshire).");
    }

    /// <summary>The GIAS file of the listed schools, as it is served: Windows-1252, quoted where needed, CRLF.</summary>
    public byte[] File()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Listed[0].Row.Keys.Select(Csv.Cell)).Append("\r\n");
        foreach (var school in Listed)
        {
            text.AppendJoin(',', school.Row.Values.Select(Csv.Cell)).Append("\r\n");
        }

        return School.Windows1252.GetBytes(text.ToString());
    }

    private static Choice Of(List<School> schools, IEnumerable<School> others) => new(
        [.. schools.Where(s => s.Pupils is > 0).OrderBy(s => s.Urn)],
        [.. schools.Concat(others).OrderBy(s => s.Urn)],
        [.. schools.Where(s => s.Pupils is not > 0).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Urn} {s.Name}: GIAS gives no number of pupils, so no roll was made."))]);

    private static IEnumerable<string> Trusts(IReadOnlyList<School> all) => all
        .Where(s => s.Open && s.Trust is not null).GroupBy(s => s.Trust!).Where(g => g.Count() is >= 6 and <= 10).Select(g => g.Key).Order(StringComparer.Ordinal);
}
