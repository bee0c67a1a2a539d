using Cohesion.Activity.Today;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class GoingHome
{
    [Theory]
    [InlineData(Role.Teacher, "/activity/schools/125123/today")]
    [InlineData(Role.Head, "/activity/schools/125123/today")]
    [InlineData(Role.TrustAnalyst, "/reports/trusts/2045")]
    [InlineData(Role.LaOfficer, "/reports/local-authorities/936")]
    [InlineData(Role.Administrator, "/reports/school-imports")]
    public void Everyone_begins_at_the_page_that_is_theirs(Role role, string home) => Assert.Equal(home, GoHome.PathOf(Who(role)));

    [Fact]
    public void Governors_begin_with_figures_and_never_with_names() => Assert.DoesNotContain("/activity/", GoHome.PathOf(Who(Role.Governor)), StringComparison.Ordinal);

    [Fact]
    public void Nobody_yet_signs_in() => Assert.Equal("/access/sign-in", GoHome.PathOf(null));

    private static Caller Who(Role role) => new(
        "p1", "Sam", role, role is Role.TrustAnalyst or Role.LaOfficer or Role.Administrator ? new HashSet<int>() : new HashSet<int> { 125123 },
        role is Role.TrustAnalyst ? new HashSet<string> { "2045" } : new HashSet<string>(), role is Role.LaOfficer ? new HashSet<int> { 936 } : new HashSet<int>());
}
