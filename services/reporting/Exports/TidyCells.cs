using System.Globalization;
using Cohesion.Contracts;

namespace Cohesion.Reporting.Exports;

/// <summary>What cells of exported files hold, after the DfE's open data standards.</summary>
internal static class TidyCells
{
    public const string Hidden = "c";
    public const string NotApplicable = "z";
    public const string NotAvailable = "x";

    /// <summary>time_period and time_identifier.</summary>
    public static string[] Period(AcademicYear year) => [$"{year.StartYear}{(year.StartYear + 1) % 100:00}", "Academic year"];

    public static string At(DateTimeOffset? moment) => moment is { } at ? at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : NotApplicable;
}
