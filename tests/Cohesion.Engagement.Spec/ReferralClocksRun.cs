using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Engagement.Referrals;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class ReferralClocksRun
{
    private static readonly WorkingDays England = WorkingDays.England;

    [Theory]
    [InlineData("2026-11-18 10:30", "2026-11-19 10:30")] // Wednesday to Thursday
    [InlineData("2026-11-20 15:00", "2026-11-23 15:00")] // over a weekend
    [InlineData("2026-11-21 11:00", "2026-11-24 09:00")] // Saturday counts as Monday 9am
    [InlineData("2026-11-22 23:59", "2026-11-24 09:00")] // Sunday too
    [InlineData("2026-11-23 06:26", "2026-11-24 09:00")] // before the day begins
    [InlineData("2026-12-24 12:00", "2026-12-29 12:00")] // Christmas Day, Saturday, Sunday, Boxing Day's substitute
    [InlineData("2026-12-25 12:00", "2026-12-30 09:00")]
    [InlineData("2027-03-25 16:45", "2027-03-30 16:45")] // Good Friday and Easter Monday
    [InlineData("2026-10-23 14:00", "2026-10-26 14:00")] // the clocks went back on the Sunday between
    [InlineData("2027-03-26 09:00", "2027-03-31 09:00")] // Good Friday itself, the clocks went forward on the Sunday
    public void A_referral_soon_is_to_be_decided_one_working_day_later(string received, string due) =>
        Assert.Equal(At(due), ReferralClocks.DecideBy("soon", At(received), England));

    [Theory]
    [InlineData("2026-11-18 10:30", "2026-11-25 10:30")]
    [InlineData("2026-12-21 10:30", "2026-12-30 10:30")]
    [InlineData("2026-08-28 17:00", "2026-09-07 17:00")] // the summer bank holiday on 31 August
    public void A_routine_referral_has_five_working_days(string received, string due) =>
        Assert.Equal(At(due), ReferralClocks.DecideBy("routine", At(received), England));

    [Theory]
    [InlineData("2026-10-25 00:30", "2026-10-25 03:30")] // the hour from 1am to 2am comes twice
    [InlineData("2027-03-28 00:30", "2027-03-28 05:30")] // the hour from 1am to 2am does not come
    [InlineData("2026-11-21 22:00", "2026-11-22 02:00")]
    public void An_urgent_referral_has_four_hours_by_any_clock(string received, string due) =>
        Assert.Equal(At(due), ReferralClocks.DecideBy("urgent", At(received), England));

    [Fact]
    public void A_target_never_lies_before_the_referral_and_always_on_a_working_day() => Prop
        .ForAll(Moments, received =>
        {
            var (soon, routine) = (ReferralClocks.DecideBy("soon", received, England), ReferralClocks.DecideBy("routine", received, England));
            return soon > received && routine > soon && England.Has(London.DayOf(soon)) && England.Has(London.DayOf(routine));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Later_referrals_never_have_earlier_targets() => Prop
        .ForAll(Moments, received => ReferralClocks.DecideBy("soon", received, England) <= ReferralClocks.DecideBy("soon", received.AddHours(7), England))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(ReferralState.Received, null, 1, true)]
    [InlineData(ReferralState.Acknowledged, null, -1, false)]
    [InlineData(ReferralState.Accepted, 1, 5, true)]
    [InlineData(ReferralState.Accepted, -1, 5, false)]
    [InlineData(ReferralState.Cancelled, null, 5, false)]
    public void A_referral_is_late_when_it_was_or_is_not_decided_in_time(ReferralState state, int? decidedHoursAfter, int nowHoursAfter, bool late)
    {
        var due = At("2026-11-20 10:00");
        Assert.Equal(late, ReferralClocks.IsLate(state, due, decidedHoursAfter is { } hours ? due.AddHours(hours) : null, due.AddHours(nowHoursAfter)));
    }

    [Fact]
    public void The_bank_holidays_reach_beyond_the_next_year() => Assert.True(England.KnownUntil >= 2028);

    private static Arbitrary<DateTimeOffset> Moments =>
        Arb.From(Gen.Choose(0, 6 * 365 * 24 * 60).Select(minutes => new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)));

    private static DateTimeOffset At(string english)
    {
        var local = DateTime.ParseExact(english, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return London.Moment(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)).ToUniversalTime();
    }
}
