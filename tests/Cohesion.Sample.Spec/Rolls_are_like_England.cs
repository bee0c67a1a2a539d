using Cohesion.Contracts;
using Cohesion.Sample.Account;
using Cohesion.Sample.Rolls;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Spec;

public sealed class Rolls_are_like_England(MadeSample made) : IClassFixture<MadeSample>
{
    private readonly IReadOnlyList<School> schools = Choice.OfTrust(Choice.DefaultTrust).Schools;

    private IEnumerable<RollRow> Everyone => made.Files.Urns().SelectMany(urn => RollFile.Read(made.Files.RollPath(urn)));

    [Fact]
    public void A_school_has_as_many_learners_as_GIAS_says() => Assert.All(
        schools, school => Assert.Equal(school.Pupils, RollFile.Read(made.Files.RollPath(school.Urn)).Count(r => r.InHeadcount)));

    [Fact]
    public void A_school_has_as_many_boys_as_GIAS_says() => Assert.All(
        schools, school => Assert.Equal(school.Boys, RollFile.Read(made.Files.RollPath(school.Urn)).Count(r => r is { InHeadcount: true, Sex: "M" })));

    [Fact]
    public void Free_meals_are_as_many_as_GIAS_says() => Assert.All(
        schools, school => Assert.Equal(school.OnFreeMeals, RollFile.Read(made.Files.RollPath(school.Urn)).Count(r => r is { InHeadcount: true, FreeMeals: true })));

    [Fact]
    public void Every_UPN_is_valid_and_nobody_elses()
    {
        var upns = Everyone.Select(r => r.Upn).ToList();
        Assert.All(upns, upn => Assert.True(HasRightCheckLetter(upn), upn));
        Assert.Equal(upns.Count, upns.Distinct().Count());
        Assert.Contains(upns, upn => char.IsAsciiLetter(upn[^1]));
    }

    [Theory]
    [InlineData("B801200005001")]
    [InlineData("H801200001001")]
    [InlineData("P207000016049")]
    public void The_published_numbers_are_made_as_published(string upn) => Assert.Equal(
        upn, Upn.Of(int.Parse(upn[1..4], null), int.Parse(upn[4..8], null), int.Parse(upn[8..10], null), int.Parse(upn[10..], null)));

    [Theory]
    [InlineData("M80120000500A", 801, 2000, 5, 0)]
    public void A_temporary_number_ends_in_a_letter(string upn, int la, int establishment, int year, int serial) =>
        Assert.Equal(upn, Upn.Temporary(la, establishment, year, serial));

    [Fact]
    public void Birthdays_fit_the_year_group()
    {
        var year = AcademicYear.Of(MadeSample.Wish.AsAt).StartYear;
        Assert.All(Everyone, row => Assert.Equal(Order(row.YearGroup) + 5, year + 1 - (row.DateOfBirth.Month >= 9 ? row.DateOfBirth.Year + 1 : row.DateOfBirth.Year)));
    }

    [Theory]
    [InlineData("ethnicity", 0.03)]
    [InlineData("sen", 0.02)]
    public void A_whole_authority_has_the_national_shares(string characteristic, double tolerance)
    {
        var backgrounds = new Backgrounds();
        var learners = Choice.OfAuthority(936).Schools.SelectMany(s => new Roll(7, backgrounds, s, new AcademicYear(2026)).Make()).ToList();
        Assert.All(backgrounds.Shares[characteristic], share => Assert.Equal(
            backgrounds.National(characteristic, share.Code),
            learners.Count(l => (characteristic == "sen" ? l.Sen : l.Ethnicity) == share.Code) / (double)learners.Count, tolerance));
    }

    [Fact]
    public void Names_that_importers_trip_over_are_there()
    {
        var names = Everyone.Select(r => r.Name).ToList();
        Assert.Contains(names, n => n.Contains('\'', StringComparison.Ordinal));
        Assert.Contains(names, n => n.Contains('-', StringComparison.Ordinal));
        Assert.Contains(names, n => n.Any(c => c is > (char)127 and < (char)256));
        Assert.Contains(names, n => n.Any(c => c >= (char)256));
        Assert.Contains(Everyone.GroupBy(r => (r.Name.Split(' ')[^1], r.DateOfBirth, r.Form)), twins => twins.Count() > 1);
    }

    [Fact]
    public void No_two_learners_of_a_form_have_the_same_name() => Assert.All(
        made.Files.Urns(), urn => Assert.All(RollFile.Read(made.Files.RollPath(urn)).GroupBy(r => (r.YearGroup, r.Form, r.Name)), same => Assert.Single(same)));

    /// <summary>By the rule as published, written here a second time: letters A to Z without I, O and S count 0 to 22.</summary>
    private static bool HasRightCheckLetter(string upn)
    {
        var letters = string.Concat("ABCDEFGHIJKLMNOPQRSTUVWXYZ".Except("IOS"));
        var sum = Enumerable.Range(2, 12).Sum(place => place * (char.IsDigit(upn[place - 1]) ? upn[place - 1] - '0' : letters.IndexOf(upn[place - 1], StringComparison.Ordinal)));
        return upn.Length == 13 && upn[0] == letters[sum % 23];
    }

    private static int Order(string yearGroup) => yearGroup switch { "N1" => -2, "N2" => -1, "R" => 0, _ => int.Parse(yearGroup, null) };
}
