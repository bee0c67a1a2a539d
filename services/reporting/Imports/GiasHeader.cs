namespace Cohesion.Reporting.Imports;

/// <summary>The columns of a GIAS file by their names: the full file with "(code)" columns, the one with names only, and whatever GIAS adds next.</summary>
public sealed class GiasHeader
{
    public const string Urn = "URN";
    public const string LaCode = "LA (code)";
    public const string LaName = "LA (name)";
    public const string Number = "EstablishmentNumber";
    public const string Name = "EstablishmentName";
    public const string Type = "TypeOfEstablishment (name)";
    public const string Status = "EstablishmentStatus (name)";
    public const string Phase = "PhaseOfEducation (name)";
    public const string Opened = "OpenDate";
    public const string Closed = "CloseDate";
    public const string LowAge = "StatutoryLowAge";
    public const string HighAge = "StatutoryHighAge";
    public const string Pupils = "NumberOfPupils";
    public const string Town = "Town";
    public const string Postcode = "Postcode";
    public const string TrustCode = "Trusts (code)";
    public const string TrustName = "Trusts (name)";

    private static readonly string[] Required = [Urn, LaCode, LaName, Number, Name, Type, Status, Phase, LowAge, HighAge, Pupils, TrustName];
    private static readonly string[] Optional = [Opened, Closed, Town, Postcode, TrustCode];

    private readonly Dictionary<string, int> _places;

    private GiasHeader(Dictionary<string, int> places, int columns) => (_places, Columns) = (places, columns);

    public int Columns { get; }

    /// <summary>Binds the header line; every column that is missing or there twice is named.</summary>
    public static (GiasHeader? Header, IReadOnlyList<GiasFault> Faults) Bind(int line, IReadOnlyList<string>? fields)
    {
        var names = (fields ?? []).Select(f => f.Trim().TrimStart('\uFEFF')).ToList();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<GiasFault>();
        foreach (var known in Required.Concat(Optional))
        {
            var found = Enumerable.Range(0, names.Count).Where(i => string.Equals(names[i], known, StringComparison.OrdinalIgnoreCase)).ToList();
            switch (found.Count)
            {
                case 1:
                    places[known] = found[0];
                    break;
                case > 1:
                    faults.Add(new GiasFault(line, known, $"The file has {found.Count} columns of this name; keep one."));
                    break;
                case 0 when Required.Contains(known):
                    faults.Add(new GiasFault(line, known, "The file has no column of this name."));
                    break;
            }
        }

        return faults.Count > 0 ? (null, faults) : (new GiasHeader(places, names.Count), []);
    }

    /// <summary>The trimmed cell, null where it is empty or the file has no such column.</summary>
    public string? Cell(IReadOnlyList<string> fields, string column) =>
        _places.TryGetValue(column, out var place) && fields[place].Trim() is { Length: > 0 } text ? text : null;
}
