using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Web.Spec;

public sealed class WhoSeesWhat
{
    private static readonly Place School = Place.School(125123, "Broadmere Primary School");

    [Theory]
    [InlineData(Role.Teacher, "Today, Activities, Partners")]
    [InlineData(Role.Head, "Today, Activities, Partners, Fairness, Reports, Settings")]
    [InlineData(Role.CohesionLead, "Today, Activities, Partners, Fairness, Reports, Settings")]
    [InlineData(Role.Governor, "Reports")]
    [InlineData(Role.DataManager, "Settings")]
    [InlineData(Role.TrustAnalyst, "Reports")]
    [InlineData(Role.Administrator, "")]
    public void At_a_school_each_role_is_offered_only_what_it_may_open(Role role, string parts) =>
        Assert.Equal(parts, string.Join(", ", Navigation.For(Someone(role), School).Select(link => link.Part)));

    [Fact]
    public void Nobody_is_offered_anything_before_sign_in() => Assert.Empty(Navigation.For(null, School));

    [Fact]
    public void Home_is_the_first_page_one_may_open()
    {
        Assert.Equal("/activity/schools/125123/today", Navigation.HomeOf(Someone(Role.Teacher), School));
        Assert.Equal("/equity/schools/125123/roll", Navigation.HomeOf(Someone(Role.DataManager), School));
        Assert.Equal("/reports/trusts/5143", Navigation.HomeOf(Someone(Role.TrustAnalyst), Place.Trust("5143", "A trust")));
        Assert.Equal("/reports/local-authorities/936", Navigation.HomeOf(Someone(Role.LaOfficer), Place.LocalAuthority(936, "Surrey")));
        Assert.Equal("/reports/school-imports", Navigation.HomeOf(Someone(Role.Administrator), Place.None));
        Assert.Equal("/access/sign-in", Navigation.HomeOf(null, Place.None));
    }

    [Theory]
    [InlineData("/reports/school-imports/7", "Schools")]
    [InlineData("/engagement/agencies", "Agencies")]
    [InlineData("/activity/store", "Event stores")]
    [InlineData("/equity/store/streams/125123/roll-1", "Event stores")]
    [InlineData("/access/store", "Event stores")]
    public void Every_page_of_settings_says_where_it_belongs(string path, string setting)
    {
        var settings = Navigation.SettingsOf(Someone(Role.Administrator), Place.None);
        Assert.Equal(setting, settings.Single(link => link.Href == Navigation.SettingAt(settings, path)).Text);
    }

    [Theory]
    [InlineData("/equity/schools/125123/roll", "Roll")]
    [InlineData("/equity/schools/125123/roll/imports/7", "Roll")]
    [InlineData("/reports/schools/125123/audit", "Who saw what")]
    public void Who_answers_for_a_school_has_its_roll_and_its_record_in_settings(string path, string setting)
    {
        var school = Place.School(125123, "Meadow Primary School");
        var settings = Navigation.SettingsOf(Someone(Role.Head), school);
        Assert.Equal(setting, settings.Single(link => link.Href == Navigation.SettingAt(settings, path)).Text);
        Assert.Empty(Navigation.SettingsOf(Someone(Role.CohesionLead), school));
    }

    private static Caller Someone(Role role) => new("p1", "Ama Mensah", role, new HashSet<int> { 125123 }, new HashSet<string>(StringComparer.Ordinal), new HashSet<int>());
}
