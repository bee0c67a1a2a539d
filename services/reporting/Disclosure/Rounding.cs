namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Numbers for the public: each rounded by itself, and nothing worked out from the exact ones, so that they say less than what may be seen anyway.
/// None stays none; a number that may be seen is never small, so that none becomes none by rounding.
/// </summary>
public static class Rounding
{
    /// <summary>The nearest multiple, halves up.</summary>
    public static int Round(int number, int to) => (number + to / 2) / to * to;

    /// <summary>A percentage of the rounded numbers; null of none.</summary>
    public static double? Percentage(int part, int whole, int to) => Round(whole, to) is > 0 and var all ? 100.0 * Round(part, to) / all : null;
}
