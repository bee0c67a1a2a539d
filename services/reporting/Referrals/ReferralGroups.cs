using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Referrals;

/// <summary>How referrals are counted outside the school: by state and by time, all adding up to the referrals received.</summary>
public static class ReferralGroups
{
    public static readonly Column Total = new("all", "referrals");
    public static readonly Column Undecided = new("decision", "undecided");
    public static readonly Column Decided = new("decision", "decided");
    public static readonly Column InTime = new("timing", "in-time");
    public static readonly Column Late = new("timing", "late");

    /// <summary>The states in the order of their way; a referral taken back counts apart before and after its acceptance.</summary>
    public static readonly IReadOnlyList<(Column Column, string Label)> States =
    [
        (new("state", "received"), "Received, not yet acknowledged"),
        (new("state", "acknowledged"), "Acknowledged, waiting for a decision"),
        (new("state", "withdrawn"), "Taken back by the referrer before a decision"),
        (new("state", "declined"), "Declined"),
        (new("state", "accepted"), "Accepted, not yet started"),
        (new("state", "in-progress"), "In progress"),
        (new("state", "completed"), "Completed"),
        (new("state", "stopped"), "Taken back by the referrer after acceptance"),
    ];

    private const int UndecidedStates = 3;
    private const string Referrals = "the other numbers of referrals";

    private static readonly IReadOnlyList<Sum> Sums =
    [
        new("undecided", [.. States.Take(UndecidedStates).Select(s => s.Column)], Undecided, Referrals),
        new("decided", [.. States.Skip(UndecidedStates).Select(s => s.Column)], Decided, Referrals),
        new("timing", [InTime, Late], Decided, Referrals),
        new("decision", [Undecided, Decided], Total, Referrals),
    ];

    /// <summary>A school has a few referrals a year: outside it only their number may be seen, for areas the rest as well.</summary>
    public static readonly TableShape Shape = new(Sums) { ForAreasOnly = Sums.SelectMany(s => s.Members).ToHashSet() };

    /// <summary>The figures of one school out of its counts by state and timing.</summary>
    public static IReadOnlyDictionary<Column, Figure> Of(IEnumerable<(string State, bool InTime, int Count)> counts)
    {
        var figures = new Dictionary<Column, Figure>();
        void Add(Column column, int count) => figures[column] = figures.GetValueOrDefault(column) + Figure.Count(count);
        foreach (var (state, inTime, count) in counts)
        {
            var decided = States.Skip(UndecidedStates).Any(s => s.Column.Group == state);
            Add(new Column("state", state), count);
            Add(decided ? Decided : Undecided, count);
            Add(Total, count);
            if (decided)
            {
                Add(inTime ? InTime : Late, count);
            }
        }

        return figures;
    }
}
