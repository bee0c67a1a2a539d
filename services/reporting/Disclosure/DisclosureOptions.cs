using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Disclosure;

/// <summary>How small a number may be before it stays in its school.</summary>
public sealed class DisclosureOptions
{
    public const string Section = "Disclosure";

    /// <summary>Numbers about fewer than this many learners are hidden; DfE practice knows 3 to 10.</summary>
    [Range(3, 10)]
    public int Threshold { get; set; } = 5;
}

[OptionsValidator]
public sealed partial class ValidateDisclosureOptions : IValidateOptions<DisclosureOptions>;
