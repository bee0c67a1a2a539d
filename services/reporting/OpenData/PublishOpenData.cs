using System.Globalization;
using System.Text;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Exports;
using Cohesion.Reporting.Reach;
using Cohesion.Reporting.Releases;
using Cohesion.Reporting.Schools;
using Cohesion.Reporting.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using static Cohesion.Reporting.Exports.TidyCells;

namespace Cohesion.Reporting.OpenData;

/// <summary>
/// A local authority's reach for everyone, without signing in: only of authorities that have decided so, only what has left the schools already, of
/// three schools or more, under the public's threshold and rounded. Nobody who asks here makes a release.
/// </summary>
public static class PublishOpenData
{
    private static readonly string[] Header =
    [
        "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "old_la_code", "la_name", "measure", "breakdown_topic", "breakdown",
        "numerator", "denominator", "percentage", "released_at",
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports/public/local-authorities/{code:int}/reach.csv", HandleAsync).AllowAnonymous();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        int code, Areas areas, PublishedReach reach, ReleasedFigures released, IOptions<DisclosureOptions> options, TimeProvider clock, CancellationToken ct, string? year = null)
    {
        using var beyond = DataScope.Beyond("the public may ask of no school, and is told of three and more together");
        var asked = year is null ? AcademicYear.Of(London.Today(clock)) : AcademicYear.TryParse(year, out var named) ? named : (AcademicYear?)null;
        return asked is { } of && options.Value.PublicAuthorities.Contains(code)
            && await areas.SchoolsAsync(Body.LocalAuthority(code), ct) is [var first, ..] schools
            && await released.StandingAsync(reach, of, [code], ct) is { } release && release.Tables.ContainsKey(Audience.Public)
            && release.Schools.Values.Where(s => s.Figures.LaCode == code).Select(s => s.Figures.Urn).ToList() is var counted && counted.Count >= options.Value.PublicSchools
            && counted.TrueForAll(schools.Where(s => s.Shared.Contains(SharedFigures.Reach)).Select(s => s.Urn).Contains)
                ? TypedResults.File(Encoding.UTF8.GetBytes(Csv(of, code, first.LaName, release, options.Value.PublicRounding)), "text/csv; charset=utf-8", $"cohesion_reach_{code:000}_{of.ToPath()}.csv")
                : Problems.NotFound();
    }

    private static string Csv(AcademicYear year, int code, string name, Release release, int rounding)
    {
        var csv = new CsvText();
        csv.Row(Header);
        foreach (var (topic, label, column) in ReachGroups.Breakdowns.SelectMany(b => b.Groups.Select(g => (b.Label, g.Label, g.Column))).Prepend(("Total", "Total", ReachGroups.Total)))
        {
            var figure = release.Tables[Audience.Public][Body.LocalAuthority(code), column];
            string[] cells = figure.Value is { } v
                ? [Whole(v.Numerator, rounding), Whole(v.Denominator, rounding), Rounding.Percentage(v.Numerator, v.Denominator, rounding)?.ToString("0", CultureInfo.InvariantCulture) ?? NotApplicable]
                : figure.Hidden ? [Hidden, Hidden, Hidden] : [NotApplicable, NotApplicable, NotApplicable];
            csv.Row(
                [
                    .. Period(year), "Local authority", "E92000001", "England", $"{code:000}", name, "reach", topic, label, .. cells,
                    At(release.At),
                ]);
        }

        return csv.ToString();
    }

    private static string Whole(int number, int rounding) => Rounding.Round(number, rounding).ToString(CultureInfo.InvariantCulture);
}
