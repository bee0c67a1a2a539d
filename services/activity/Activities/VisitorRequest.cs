using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>A visitor as a program sends them: a name and a community, a code of <see cref="Visitor.Communities"/>.</summary>
public sealed record VisitorRequest(string? Name, string? From)
{
    public const int Most = 20;

    public static IEnumerable<Fault> FaultsOf(IReadOnlyList<VisitorRequest>? visitors)
    {
        if (visitors?.Count > Most)
        {
            yield return new Fault("visitors", "too-many", $"Name {Most} visitors or fewer.");
        }

        for (var i = 0; i < (visitors?.Count ?? 0); i++)
        {
            if (string.IsNullOrWhiteSpace(visitors![i].Name) || visitors[i].Name!.Length > NamedVisitor.LongestName)
            {
                yield return new Fault($"visitors[{i}].name", "required", $"Enter the visitor's name in {NamedVisitor.LongestName} characters or fewer.");
            }

            if (Visitor.Communities.All(code => code.Value != visitors[i].From))
            {
                yield return new Fault($"visitors[{i}].from", "unknown", "Select where the visitor comes from.");
            }
        }
    }

    public static IReadOnlyList<NamedVisitor> Named(IReadOnlyList<VisitorRequest>? visitors, Func<int, Guid> idOf) =>
        [.. (visitors ?? []).Select((visitor, index) => new NamedVisitor(idOf(index), visitor.Name!.Trim(), visitor.From!))];
}
