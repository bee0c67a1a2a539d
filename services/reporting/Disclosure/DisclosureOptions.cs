using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Disclosure;

/// <summary>How small a number may be before it stays in its school, for whom, and how often numbers leave.</summary>
public sealed class DisclosureOptions
{
    public const string Section = "Disclosure";

    /// <summary>Numbers about fewer than this many learners are hidden from everyone outside; DfE practice knows 3 to 10.</summary>
    [Range(3, 10)]
    public int Threshold { get; set; } = 5;

    /// <summary>A higher one for trusts.</summary>
    [Range(3, 20)]
    public int? TrustThreshold { get; set; }

    /// <summary>A higher one for local authorities.</summary>
    [Range(3, 20)]
    public int? LocalAuthorityThreshold { get; set; }

    /// <summary>The one for the public.</summary>
    [Range(5, 20)]
    public int PublicThreshold { get; set; } = 10;

    /// <summary>Numbers for the public are rounded to the nearest multiple of this.</summary>
    [AllowedValues(5, 10)]
    public int PublicRounding { get; set; } = 5;

    /// <summary>The schools that a figure for the public must be about at least.</summary>
    [Range(3, 20)]
    public int PublicSchools { get; set; } = 3;

    /// <summary>The local authorities, by code, that have decided to publish their figures; without any nothing is public.</summary>
    public IList<int> PublicAuthorities { get; } = [];

    /// <summary>Figures leave the schools at most every so many days.</summary>
    [Range(1, 92)]
    public int DaysBetweenReleases { get; set; } = 7;

    /// <summary>The threshold of an audience: never lower than that of those nearer to the school, whatever is set.</summary>
    public int ThresholdFor(Audience audience) => audience switch
    {
        Audience.Trust => Math.Max(TrustThreshold ?? 0, Threshold),
        Audience.LocalAuthority => Math.Max(LocalAuthorityThreshold ?? 0, ThresholdFor(Audience.Trust)),
        Audience.Public => Math.Max(PublicThreshold, ThresholdFor(Audience.LocalAuthority)),
        _ => Threshold,
    };
}

[OptionsValidator]
public sealed partial class ValidateDisclosureOptions : IValidateOptions<DisclosureOptions>;
