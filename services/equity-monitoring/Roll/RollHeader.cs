using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>The first line of a roll file: which column holds what, whatever their order and whatever else the file carries.</summary>
public sealed class RollHeader
{
    private readonly FrozenDictionary<RollColumn, int> places;

    private RollHeader(IReadOnlyList<string> names, FrozenDictionary<RollColumn, int> places, IReadOnlyList<string> ignored)
    {
        Names = names;
        this.places = places;
        Ignored = ignored;
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Columns that this product does not use and does not store.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Known columns the file does not have: what is known of them stays as it was.</summary>
    public IReadOnlyList<RollColumn> Absent => [.. Enum.GetValues<RollColumn>().Where(column => !places.ContainsKey(column))];

    /// <summary>Reads the header; of a wrong one every fault is named at once.</summary>
    public static (RollHeader Header, IReadOnlyList<RollFault> Faults) Read(IReadOnlyList<string> names)
    {
        var trimmed = names.Select(name => name.Trim()).ToArray();
        var known = trimmed.Select((name, place) => (Name: name, Place: place, Column: RollColumns.Of(name))).ToArray();
        var groups = known.Where(cell => cell.Column is not null).GroupBy(cell => cell.Column!.Value).ToArray();
        var places = groups.ToFrozenDictionary(group => group.Key, group => group.First().Place);
        var header = new RollHeader(trimmed, places, [.. known.Where(cell => cell.Column is null && cell.Name.Length > 0).Select(cell => cell.Name)]);
        var missing = RollColumns.Required.Where(column => !places.ContainsKey(column))
            .Select(column => new RollFault(1, RollColumns.LabelOf(column), "column-missing", $"The file has no column for {RollColumns.LabelOf(column)}."));
        var repeated = groups.Where(group => group.Count() > 1).Select(group => new RollFault(1, RollColumns.LabelOf(group.Key), "column-repeated",
            $"{RollColumns.LabelOf(group.Key)} is in more than one column: {string.Join(", ", group.Select(cell => cell.Name))}. Keep one."));
        return (header, [.. missing, .. repeated]);
    }

    public string NameOf(RollColumn column) => Names[places[column]];

    /// <summary>The cell of a column, trimmed; null where the file has no such column.</summary>
    public string? Cell(RollColumn column, IReadOnlyList<string> cells) =>
        places.TryGetValue(column, out var place) && place < cells.Count ? cells[place].Trim() : null;
}
