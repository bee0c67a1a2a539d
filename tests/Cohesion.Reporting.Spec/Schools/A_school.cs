using Cohesion.Reporting.Imports;
using Cohesion.Reporting.Schools;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Spec.Schools;

public sealed class A_school
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Urn Ashley = new(125123);
    private static readonly Trust Kite = new("2044", "THE KITE ACADEMY TRUST");
    private static readonly SchoolDetails Details = new("Ashley School", 936, "Surrey", "2001", "Community school", "Primary", "Open", null, null, 4, 11, 412, "Walton", null);

    [Fact]
    public void That_no_file_has_named_is_listed() =>
        School().When(Row(Details, Kite)).Then(new SchoolListed(Ashley, Details, Kite, Monday));

    [Fact]
    public void That_a_file_names_again_as_it_was_does_not_change() =>
        Assert.Empty(Listed(Kite).When(Row(Details, Kite)).Events);

    [Fact]
    public void Says_which_fields_changed_from_what_to_what() =>
        Listed(null).When(Row(Details with { NumberOfPupils = 420, Name = "Ashley C of E School" }, null)).Then(new SchoolDetailsChanged(
            Ashley, Details with { NumberOfPupils = 420, Name = "Ashley C of E School" },
            [new FieldChange("Name", "Ashley School", "Ashley C of E School"), new FieldChange("Number of pupils", "412", "420")], Monday));

    [Fact]
    public void Joins_and_leaves_trusts()
    {
        Listed(null).When(Row(Details, Kite)).Then(new SchoolJoinedTrust(Ashley, Kite, null, Monday));
        Listed(Kite).When(Row(Details, new Trust("1", "OTHER"))).Then(new SchoolJoinedTrust(Ashley, new Trust("1", "OTHER"), Kite, Monday));
        Listed(Kite).When(Row(Details, null)).Then(new SchoolLeftTrust(Ashley, Kite, Monday));
    }

    [Fact]
    public void Closes_once_and_may_open_again()
    {
        var closed = Details with { Status = "Closed", ClosedOn = new DateOnly(2026, 8, 31) };
        var after = Listed(null).When(Row(closed, null));
        Assert.Equal([typeof(SchoolDetailsChanged), typeof(SchoolClosed)], after.Events.Select(e => e.GetType()));
        Assert.Empty(new Given<School>(Reporting.Schools.School.Aggregate, [new SchoolListed(Ashley, Details, null, Monday), .. after.Events]).When(Row(closed, null)).Events);
        Assert.IsType<SchoolReopened>(new Given<School>(Reporting.Schools.School.Aggregate, new SchoolListed(Ashley, closed, null, Monday)).When(Row(Details, null)).Events[^1]);
    }

    [Fact]
    public void In_a_file_without_codes_is_in_the_trust_known_by_that_name()
    {
        var row = new GiasRow(Ashley, Details, null, "The Kite Academy Trust");
        Assert.Equal("2044", new TrustNames([Kite], [row]).Of(row)?.Id);
        Assert.Equal("the-kite-academy-trust", new TrustNames([], [row]).Of(row)?.Id);
        Assert.Equal("2044", new TrustNames([], [row, row with { TrustCode = "2044" }]).Of(row)?.Id);
        Assert.Null(new TrustNames([], []).Of(row with { TrustName = null }));
    }

    [Theory]
    [InlineData("THE GOOD SHEPHERD TRUST", "the-good-shepherd-trust")]
    [InlineData("ENGAGE, ENRICH, EXCEL ACADEMIES", "engage-enrich-excel-academies")]
    [InlineData("St Anne’s École (Multi)", "st-annes-ecole-multi")]
    public void Has_a_trust_code_made_of_the_name_that_is_always_the_same(string name, string code) => Assert.Equal(code, TrustNames.MadeOf(name));

    private static Given<School> School() => new(Reporting.Schools.School.Aggregate);

    private static Given<School> Listed(Trust? trust) => new(Reporting.Schools.School.Aggregate, new SchoolListed(Ashley, Details, trust, Monday));

    private static Func<School, EventStore.Decision> Row(SchoolDetails details, Trust? trust) =>
        school => TakeOverFromGias.Decide(school, new GiasRow(Ashley, details, trust?.Id, trust?.Name), trust, Monday);
}
