namespace Cohesion.Web;

/// <summary>How a chart draws its table.</summary>
public enum ChartKind
{
    /// <summary>A dot with its interval by group: columns value, low, high.</summary>
    Interval,

    /// <summary>One bar by row: column value.</summary>
    Bars,

    /// <summary>Schools against the funnel's limits around the overall share: columns value (share) and size (how many were counted).</summary>
    Funnel,

    /// <summary>One bar by row in parts: several columns series.</summary>
    Stacked,
}

/// <summary>How a chart writes its numbers.</summary>
public enum ChartUnit { Percent, Number, Ratio }
