using System.Text.RegularExpressions;

namespace Cohesion.EventStore;

/// <summary>
/// The name an event type is stored under: snake case by Marten's rule. A word starts where a lower-case letter is followed by anything else
/// (<c>week_1</c>), and at the last of several capitals or digits when a lower-case letter follows it (<c>ks4_result</c>).
/// </summary>
public static partial class EventAlias
{
    /// <summary>The alias of an event type.</summary>
    public static string Of(Type type) => Of(type.Name);

    /// <summary>The alias of a type's name.</summary>
    public static string Of(string typeName) => WordStart().Replace(typeName, "_").ToLowerInvariant();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\P{Ll})|(?<=\P{Ll})(?=\P{Ll}\p{Ll})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordStart();
}
