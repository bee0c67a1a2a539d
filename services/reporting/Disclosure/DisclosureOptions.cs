using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Disclosure;

/// <summary>How small a number may be before it stays in its school, for whom, and when numbers leave.</summary>
public sealed class DisclosureOptions
{
    public const string Section = "Disclosure";

    private const string Days = @"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])";

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

    /// <summary>
    /// The days of the year, as month and day, from which new figures may leave the schools: about one in each half term. The more often figures
    /// leave, the less of each release can be told, because fewer learners have changed in between.
    /// </summary>
    [Required, RegularExpression($"{Days}( {Days})*")]
    public string ReleaseDays { get; set; } = "01-01 03-01 05-01 06-01 09-01 11-01";

    /// <summary>The threshold of an audience: never lower than that of those nearer to the school, whatever is set.</summary>
    public int ThresholdFor(Audience audience) => audience switch
    {
        Audience.Trust => Math.Max(TrustThreshold ?? 0, Threshold),
        Audience.LocalAuthority => Math.Max(LocalAuthorityThreshold ?? 0, ThresholdFor(Audience.Trust)),
        Audience.Public => Math.Max(PublicThreshold, ThresholdFor(Audience.LocalAuthority)),
        _ => Threshold,
    };

    /// <summary>The newest release day that is not after a day.</summary>
    public DateOnly LastReleaseDay(DateOnly day) => ReleaseDaysAround(day).Where(d => d <= day).Max();

    /// <summary>The first release day after a day.</summary>
    public DateOnly NextReleaseDay(DateOnly day) => ReleaseDaysAround(day).Where(d => d > day).Min();

    private IEnumerable<DateOnly> ReleaseDaysAround(DateOnly day) =>
        from year in Enumerable.Range(day.Year - 1, 3)
        from text in ReleaseDays.Split(' ')
        select DateOnly.ParseExact($"{year:0000}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

[OptionsValidator]
public sealed partial class ValidateDisclosureOptions : IValidateOptions<DisclosureOptions>;
