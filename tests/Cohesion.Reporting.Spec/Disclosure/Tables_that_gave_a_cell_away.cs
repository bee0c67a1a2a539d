using Cohesion.Reporting.Disclosure;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>
/// Tables of England that hid small numbers one by one: whoever subtracts has them back. Of the same counts ours gives none away.
/// Figures are Crown copyright, Open Government Licence v3.0.
/// </summary>
public sealed class Tables_that_gave_a_cell_away
{
    private const int Hampshire = 850;
    private const int Surrey = 936;
    private static readonly Column Boys = new("sex", "boys");
    private static readonly Column Girls = new("sex", "girls");
    private static readonly Column Low = new("prior_attainment", "low");
    private static readonly Column Middle = new("prior_attainment", "middle");
    private static readonly Column High = new("prior_attainment", "high");
    private static readonly Column Special = new("school_type", "special");

    /// <summary>
    /// 2017-850-ks2.csv, by URN: pupils who reached the expected standard in reading, writing and maths (PTRWM_EXP, _B, _G, _L, _M, _H) of those who could
    /// (TELIG, BELIG, GELIG, TKS1GROUP_L, _M, _H). Null is "SUPP": five pupils or fewer.
    /// </summary>
    private static readonly Area KeyStage2 = new()
    {
        Shape = new([new Sum("sex", [Boys, Girls], Area.Total, "the other sex"), new Sum("prior_attainment", [Low, Middle, High], Area.Total, "the other groups")]),
        Schools =
        [
            Pupils(116018, Percent(46, of: 48), Percent(48, of: 27), Percent(43, of: 21), low: null, Percent(39, of: 36), Percent(100, of: 8)),
            Pupils(116334, Percent(48, of: 58), Percent(54, of: 28), Percent(43, of: 30), Percent(0, of: 16), Percent(65, of: 37), high: null),
            Pupils(136078, Percent(41, of: 56), Percent(43, of: 23), Percent(39, of: 33), Percent(0, of: 8), Percent(43, of: 44), high: null),
        ],
    };

    /// <summary>
    /// exclusions_surrey_hampshire_school_level.csv, 200809, the 30 special schools of Surrey by the last digits of their LAESTAB: pupils excluded for a
    /// fixed period (one_plus_fixed) of all (headcount). Null is "x": one or two. The county's own row says 202 of 2,413.
    /// </summary>
    private static readonly (int Establishment, int? Excluded, int Pupils)[] Exclusions =
    [
        (7003, 0, 111), (7005, 0, 191), (7007, 0, 77), (7010, 5, 84), (7011, 4, 68), (7012, 22, 46), (7014, 5, 70), (7019, 10, 59), (7023, 20, 103), (7024, 42, 42),
        (7025, 3, 87), (7027, 29, 44), (7034, 3, 123), (7035, 22, 41), (7042, 0, 70), (7043, 0, 62), (7048, 0, 78), (7049, 0, 80), (7050, 0, 102), (7051, 0, 76),
        (7053, 0, 80), (7056, 0, 67), (7060, 0, 116), (7061, 7, 88), (7062, 0, 106), (7063, 0, 52), (7065, 5, 91), (7066, null, 117), (7067, 23, 42), (7069, 0, 40),
    ];

    private static readonly Figure County = new(202, 2_413);

    private static readonly Area SpecialSchools = new()
    {
        Shape = new([new Sum("school_type", [Special], Area.Total, "the total")]),
        Schools =
        [
            .. from school in Exclusions
               let figure = new Figure(school.Excluded ?? County.Numerator - Exclusions.Sum(s => s.Excluded ?? 0), school.Pupils)
               select new SchoolFigures(school.Establishment, Surrey, null, new Dictionary<Column, Figure> { [Special] = figure, [Area.Total] = figure }),
        ],
    };

    [Fact]
    public void As_published_a_group_of_pupils_is_its_school_less_the_other_groups()
    {
        var found = new Attacker(KeyStage2, (body, column) => PublishedIf(body.Kind is BodyKind.School && KeyStage2.True(body, column).Denominator > 5, KeyStage2, body, column)).Solved();
        Assert.Equal(
            [(Body.School(116018), Low, new Figure(0, 4)), (Body.School(116334), High, new Figure(4, 5)), (Body.School(136078), High, new Figure(4, 4))],
            found.Where(f => f.Body.Kind is BodyKind.School));
    }

    [Fact]
    public void As_published_a_schools_excluded_pupils_are_the_countys_less_the_other_schools()
    {
        Assert.Equal(County, SpecialSchools.True(Body.LocalAuthority(Surrey), Special));
        var found = new Attacker(SpecialSchools, (body, column) => PublishedIf(SpecialSchools.True(body, column).Numerator is not (1 or 2), SpecialSchools, body, column)).Solved();
        Assert.Equal([(Body.School(7066), Special, new Figure(2, 117)), (Body.School(7066), Area.Total, new Figure(2, 117))], found);
    }

    [Fact]
    public void As_we_publish_them_the_pupils_stay_hidden_and_the_schools_totals_are_shown()
    {
        var published = KeyStage2.Published();
        Assert.All(KeyStage2.Bodies, body => Assert.Equal(KeyStage2.True(body, Area.Total), published[body, Area.Total].Value));
        Assert.All([(116018, Low), (116334, High), (136078, High)], cell => Assert.True(published[Body.School(cell.Item1), cell.Item2].Hidden));
        GivesNothingAway(KeyStage2, published);
    }

    [Fact]
    public void As_we_publish_them_the_excluded_stay_hidden_and_the_countys_total_is_shown()
    {
        var published = SpecialSchools.Published();
        Assert.Equal(County, published[Body.LocalAuthority(Surrey), Special].Value);
        Assert.True(published[Body.School(7066), Special].Hidden);
        GivesNothingAway(SpecialSchools, published);
    }

    private static void GivesNothingAway(Area area, Publication published)
    {
        var attacker = new Attacker(area, published);
        Assert.Empty(attacker.Solved());
        Assert.Empty(attacker.Cornered());
        Assert.Empty(attacker.SmallSums());
    }

    private static PublishedFigure PublishedIf(bool shown, Area area, Body body, Column column) =>
        shown ? new PublishedFigure(area.True(body, column), Visibility.Shown, null) : new PublishedFigure(null, Visibility.TooFew, null);

    /// <summary>Of so few pupils a whole percentage is one number only.</summary>
    private static Figure Percent(int percent, int of) => new((int)Math.Round(percent * of / 100.0), of);

    private static SchoolFigures Pupils(int urn, Figure all, Figure boys, Figure girls, Figure? low, Figure? middle, Figure? high) => new(urn, Hampshire, null, new Dictionary<Column, Figure>
    {
        [Area.Total] = all,
        [Boys] = boys,
        [Girls] = girls,
        [Low] = low ?? all - middle!.Value - high!.Value,
        [Middle] = middle ?? all - low!.Value - high!.Value,
        [High] = high ?? all - low!.Value - middle!.Value,
    });
}
