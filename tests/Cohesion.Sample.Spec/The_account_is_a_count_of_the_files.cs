using Cohesion.Sample.Account;

namespace Cohesion.Sample.Spec;

public sealed class The_account_is_a_count_of_the_files(MadeSample made) : IClassFixture<MadeSample>
{
    [Fact]
    public void The_total_is_the_sum_of_the_schools()
    {
        Assert.Equal(made.Account.Schools.Values.Sum(s => s.Learners), made.Account.Total.Learners);
        Assert.Equal(made.Account.Schools.Values.Sum(s => s.Reach["all"]["total"].Numerator), made.Account.Total.Reach["all"]["total"].Numerator);
    }

    [Fact]
    public void Each_breakdown_adds_up_to_all() => Assert.All(made.Account.Schools.Values, school => Assert.All(
        school.Reach.Values, groups => Assert.Equal(school.Reach["all"]["total"], groups.Values.Aggregate((a, b) => a.Plus(b)))));

    [Fact]
    public void Reach_counted_line_by_line_is_the_reach_of_the_account() => Assert.All(made.Files.Urns(), urn =>
    {
        var registers = File.ReadAllLines(Path.Combine(made.Folder, "registers", $"{urn}.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var counted = made.Files.Activities(urn).Where(a => a.CommunityBased).SelectMany(a => a.Sessions)
            .Where(s => s.On >= new DateOnly(2026, 9, 1) && s.On <= new DateOnly(2027, 8, 31)).Select(s => s.Key).ToHashSet();
        var reached = registers.Where(r => counted.Contains(r[0])).SelectMany(r => r[1].Split(';')).Distinct().Count(upn => upn.Length > 0);
        var guests = RollFile.Read(made.Files.RollPath(urn)).Where(r => !r.InHeadcount).Select(r => r.Upn);
        Assert.Equal(reached - guests.Count(upn => registers.Any(r => counted.Contains(r[0]) && r[1].Contains(upn, StringComparison.Ordinal))), Of(urn).Reach["all"]["total"].Numerator);
    });

    [Fact]
    public void Only_learners_of_the_audience_are_present() => Assert.All(made.Files.Urns(), urn =>
    {
        var roll = RollFile.Read(made.Files.RollPath(urn)).ToDictionary(r => r.Upn);
        var present = made.Files.Registers(urn);
        Assert.All(made.Files.Activities(urn), activity => Assert.All(activity.Sessions.Where(s => s.HasRegister).SelectMany(s => present[s.Key]), upn => Assert.True(
            activity.Audience.WholeSchool || activity.Audience.YearGroups.Contains(roll[upn].YearGroup) || activity.Audience.Forms.Contains(roll[upn].Form)
            || activity.Audience.Upns.Contains(upn))));
    });

    [Fact]
    public void Groups_differ_as_they_were_meant_to()
    {
        Assert.True(Share("fsm_status", "fsm") < Share("fsm_status", "not-fsm") - 0.08);
        Assert.True(Share("sen_provision", "K") < Share("sen_provision", "N") - 0.04);
        Assert.InRange(Share("all", "total"), 0.6, 0.95);
    }

    [Fact]
    public void Some_sessions_wait_for_their_register_and_some_were_cancelled()
    {
        var past = made.Files.Urns().SelectMany(made.Files.Activities).SelectMany(a => a.Sessions).Where(s => s.On < MadeSample.Wish.AsAt).ToList();
        Assert.Contains(past, s => s is { HasRegister: false, CancelReason: null });
        Assert.Contains(past, s => s.CancelReason is not null);
    }

    [Fact]
    public void Referrals_are_in_every_state() => Assert.Equal(
        ["accepted", "acknowledged", "cancelled", "completed", "declined", "in-progress", "received"], made.Account.Total.ReferralsByState.Keys);

    private Counts Of(int urn) => made.Account.Schools[urn.ToString(null, null)];

    private double Share(string breakdown, string group)
    {
        var (numerator, denominator) = made.Account.Total.Reach[breakdown][group];
        return numerator / (double)denominator;
    }
}
