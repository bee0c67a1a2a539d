using System.Globalization;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <summary>A register as a form sends it: who was listed, who is ticked absent, who was added, which visitors came.</summary>
/// <param name="Listed">Everyone whom the page listed, so that a roll that changes meanwhile does not change the register.</param>
/// <param name="Added">Learners found by name and ticked; they are present.</param>
/// <param name="Key">The same each time the same page is sent.</param>
public sealed record RegisterForm(
    IReadOnlyList<LearnerId> Listed, IReadOnlySet<LearnerId> Absent, IReadOnlyList<LearnerId> Added, string Step, string Find, string AddForm,
    IReadOnlySet<Guid> Came, string VisitorName, string VisitorFrom, Guid Key, long? Version)
{
    /// <summary>What the page says on top: "undone", "late" or nothing.</summary>
    public string Notice { get; init; } = "";

    public IReadOnlyList<LearnerId> Everyone => [.. Listed.Union(Added)];

    public static RegisterForm Read(IFormCollection form) => new(
        Ids(form["listed"].ToString().Split(',')),
        Ids(form["absent"]).ToHashSet(),
        Ids(form["added"]),
        form["step"].ToString(),
        form["find"].ToString().Trim(),
        form["addForm"].ToString(),
        Ids(form["came"]).Select(id => id.Value).ToHashSet(),
        form["visitorName"].ToString().Trim(),
        form["visitorFrom"].ToString(),
        Guid.TryParse(form["key"], out var key) ? key : Guid.Empty,
        long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);

    public IReadOnlyList<Fault> Faults() => VisitorName.Length switch
    {
        0 => [],
        > NamedVisitor.LongestName => [new Fault("visitorName", "too-long", $"Enter the visitor's name in {NamedVisitor.LongestName} characters or fewer")],
        _ when Visitor.Communities.All(code => code.Value != VisitorFrom) => [new Fault("visitorFrom", "required", "Select where the visitor comes from")],
        _ => [],
    };

    public RegisterSheet ToSheet(IReadOnlyList<NamedVisitor> known) => new(
        [.. Everyone.Where(id => !Absent.Contains(id))],
        [.. Everyone.Where(Absent.Contains)],
        [.. known.Where(visitor => Came.Contains(visitor.VisitorId)), .. VisitorName.Length == 0 ? [] : new[] { new NamedVisitor(Key, VisitorName, VisitorFrom) }]);

    private static IReadOnlyList<LearnerId> Ids(IEnumerable<string?> texts)
    {
        List<LearnerId> ids = [];
        foreach (var text in texts)
        {
            if (LearnerId.TryParse(text, out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
