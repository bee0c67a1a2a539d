using Xunit;

namespace Cohesion.Statistics.Spec;

/// <summary>Values that R, scipy, statsmodels and the UKHSA's public-health files give for the same inputs.</summary>
public sealed class Published_values
{
    private const double Close = 1e-6;

    [Theory]
    [InlineData(65, 100, 0.5525444329688797, 0.7363575175690247, 0.4954946574070431, 0.7783540614089697)]
    [InlineData(5, 100, 0.0215436791543680, 0.1117504692319191, 0.0138653207259972, 0.1645885228259644)]
    [InlineData(1, 100, 0.0017674320641407, 0.0544861961787053, 0.0008730656973, 0.1045544528370582)]
    public void Wilson_at_95_and_99_point_8(double x, double n, double low, double high, double low998, double high998)
    {
        Near(low, high, Wilson.Of(x, n)!.Value);
        Near(low998, high998, Wilson.Of(x, n, Z.Percent998)!.Value);
    }

    [Theory]
    [InlineData(18, 20, 0.6989663547715128, 0.972133518786232)]
    [InlineData(4, 20, 0.0806576625797981, 0.4160174322518935)]
    [InlineData(0, 30, 0, 0.11351339)]
    public void Wilson_of_few(double x, double n, double low, double high) => Near(low, high, Wilson.Of(x, n)!.Value);

    [Fact]
    public void Wilson_of_nobody_is_nothing() => Assert.Null(Wilson.Of(0, 0));

    [Fact]
    public void Risk_ratio_of_scipy()
    {
        var ratio = RiskRatio.Of(16, 128, 24, 256)!.Value;
        Assert.Equal(1.3333333, ratio.Value, Close);
        Near(0.7347317169676, 2.4196284667212, ratio.Interval);
    }

    [Fact]
    public void Risk_ratio_of_Fagerland_plain_and_adjusted()
    {
        var plain = RiskRatio.Katz(7, 34, 1, 34);
        Assert.Equal(7, plain.Value, Close);
        Near(0.9096055, 53.8695065, plain.Interval);
        var adjusted = RiskRatio.Adjusted(7, 34, 1, 34);
        Assert.Equal(5, adjusted.Value, Close);
        Near(0.9241354, 27.0523136, adjusted.Interval);
    }

    [Fact]
    public void Risk_ratio_of_statsmodels() => Near(0.25009765325990629, 3.9984381579173824, RiskRatio.Of(2, 4, 2, 4)!.Value.Interval);

    [Fact]
    public void Risk_ratios_at_the_edge()
    {
        Assert.Equal(0.6666667, RiskRatio.Of(1, 4, 3, 8)!.Value.Value, Close);
        Assert.Equal(0, RiskRatio.Of(0, 10, 5, 20)!.Value.Value);
        Assert.Null(RiskRatio.Of(0, 10, 0, 20));
        Assert.Equal(double.PositiveInfinity, RiskRatio.Of(5, 15, 0, 20)!.Value.Value);
        Assert.InRange(RiskRatio.Of(0, 10, 5, 20)!.Value.High, 0.1, 10);
        Assert.True(RiskRatio.Of(10, 10, 8, 8)!.Value is { Value: 1, Low: < 1, High: > 1 });
    }

    [Theory]
    [InlineData(5045, 85255, 116495, 4811695, 2.444174, 2.378208, 2.511969)]
    [InlineData(55945, 1132065, 111165, 6784165, 3.015909, 2.986011, 3.046107)]
    public void Risk_ratios_of_English_suspensions(double a, double n1, double c, double n0, double value, double low, double high)
    {
        var ratio = RiskRatio.Of(a, n1, c, n0)!.Value;
        Assert.Equal(value, ratio.Value, Close);
        Near(low, high, ratio.Interval);
    }

    [Fact]
    public void Newcombe_of_statsmodels()
    {
        var difference = NewcombeDifference.Of(7, 34, 1, 34)!.Value;
        Assert.Equal(0.1764705882, difference.Value, Close);
        Near(0.0189214439, 0.3403686870, difference.Interval);
    }

    [Fact]
    public void Benjamini_Hochberg_of_multtest()
    {
        double[] p = [0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723, 5.23656777208e-5, 0.0202732688798, 0.00028140506198, 0.0149877310796];
        double[] q = [5.2365677720800e-4, 1.4070253099e-3, 0.0499591035986667, 0.0506831721995, 0.354193905446, 0.895336727975, 0.895336727975, 0.895336727975, 0.931712630614, 0.967833824309];
        var actual = BenjaminiHochberg.QValues(p);
        Assert.All(q.Zip(actual.Order()), pair => Assert.Equal(pair.First, pair.Second, Close));
        Assert.Equal(q[0], actual[6], Close);
        Assert.Empty(BenjaminiHochberg.QValues([]));
    }

    [Theory]
    [InlineData(3, 4, 1, 4, 0.4857142857)]
    [InlineData(8, 10, 1, 6, 0.0349650350)]
    [InlineData(0, 0, 1, 6, 1)]
    public void Fisher_of_R_and_scipy(int a, int n1, int c, int n0, double p) => Assert.Equal(p, FisherExact.P(a, n1, c, n0), Close);

    [Theory]
    [InlineData(20, 0.63326743, 0.97958152, 0.53341156, 1)]
    [InlineData(50, 0.69691035, 0.91593861, 0.63375595, 0.97909301)]
    [InlineData(1, 0.03204264, 1, 0, 1)]
    public void Funnel_limits_of_the_UKHSA(double n, double low, double high, double low998, double high998)
    {
        Near(low, high, Funnel.Limits(EnglishMean, n)!.Value);
        Near(low998, high998, Funnel.Limits(EnglishMean, n, Z.Percent998)!.Value);
    }

    [Theory]
    [InlineData(35078.488, 41980, FunnelPlace.Above998)]
    [InlineData(50050.7443, 61921, FunnelPlace.Within)]
    [InlineData(24803.6256, 31824, FunnelPlace.Below998)]
    public void Funnel_places_of_the_UKHSA(double x, double n, FunnelPlace place) => Assert.Equal(place, Funnel.Place(x, n, EnglishMean));

    private const double EnglishMean = 10325813.8504 / 12804440;

    private static void Near(double low, double high, Interval interval)
    {
        Assert.Equal(low, interval.Low, Close);
        Assert.Equal(high, interval.High, Close);
    }
}
