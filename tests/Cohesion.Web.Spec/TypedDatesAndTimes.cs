using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Web.Spec;

public sealed class TypedDatesAndTimes
{
    [Theory]
    [InlineData("15", "7", "2026")]
    [InlineData("15", "07", "2026")]
    [InlineData("15", "July", "2026")]
    [InlineData("15", "jul", "2026")]
    public void A_date_may_name_its_month(string day, string month, string year)
    {
        var faults = new List<Fault>();
        Assert.True(new DateFields(day, month, year).TryRead("on", "The date of the visit", faults, out var date));
        Assert.Equal(new DateOnly(2026, 7, 15), date);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("31", "2", "2026", "on-day", "The date of the visit must be a real date")]
    [InlineData("32", "2", "2026", "on-day", "The date of the visit must have a day between 1 and 31")]
    [InlineData("1", "13", "2026", "on-month", "The date of the visit must have a month between 1 and 12")]
    [InlineData("1", "7", "26", "on-year", "The date of the visit must have a year of four digits")]
    [InlineData("1", "7", "", "on-year", "The date of the visit must include a year")]
    [InlineData("", "", "2026", "on-day", "The date of the visit must include a day and a month")]
    public void What_is_no_date_says_which_field_is_wrong(string day, string month, string year, string where, string message)
    {
        var faults = new List<Fault>();
        Assert.False(new DateFields(day, month, year).TryRead("on", "The date of the visit", faults, out var date));
        Assert.Null(date);
        Assert.Equal((where, message), faults.Select(fault => (fault.Where, fault.Message)).Single());
    }

    [Fact]
    public void Nothing_typed_is_no_date_and_no_fault()
    {
        var faults = new List<Fault>();
        Assert.True(DateFields.Empty.TryRead("on", "The date", faults, out var date));
        Assert.Null(date);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("1:15pm", 13, 15)]
    [InlineData("1.15 pm", 13, 15)]
    [InlineData("13:15", 13, 15)]
    [InlineData("1315", 13, 15)]
    [InlineData("9am", 9, 0)]
    [InlineData("12am", 0, 0)]
    [InlineData("12:30 p.m.", 12, 30)]
    [InlineData("noon", 12, 0)]
    public void A_time_is_read_as_people_type_it(string typed, int hour, int minute)
    {
        Assert.True(TimeField.TryParse(typed, out var time));
        Assert.Equal(new TimeOnly(hour, minute), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9")]
    [InlineData("25:00")]
    [InlineData("13pm")]
    [InlineData("10:75")]
    [InlineData("soon")]
    public void What_may_be_two_times_or_none_is_refused(string typed) => Assert.False(TimeField.TryParse(typed, out _));
}
