using Cohesion.Contracts;
using Microsoft.AspNetCore.Components;

namespace Cohesion.Web;

/// <summary>One answer that a question offers.</summary>
/// <param name="Reveal">What appears below the answer once it is chosen.</param>
public sealed record Option(string Value, string Label, string? Hint = null, RenderFragment? Reveal = null)
{
    public static Option Of(Code code) => new(code.Value, code.Label);

    public static IReadOnlyList<Option> Of(IEnumerable<Code> codes) => [.. codes.Select(Of)];
}
