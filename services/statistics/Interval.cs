namespace Cohesion.Statistics;

/// <summary>The values that the data leave plausible, both ends included.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}

/// <summary>An estimate with the interval around it.</summary>
public readonly record struct Estimate(double Value, Interval Interval)
{
    public double Low => Interval.Low;

    public double High => Interval.High;
}

/// <summary>How many standard errors wide an interval is on each side.</summary>
public static class Z
{
    /// <summary>95 of 100 such intervals hold the true value.</summary>
    public const double Percent95 = 1.959963984540054;

    /// <summary>998 of 1,000 such intervals hold the true value: the control limit of funnel plots.</summary>
    public const double Percent998 = 3.090232306167813;
}
