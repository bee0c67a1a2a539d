using Cohesion.Contracts;

namespace Cohesion.Web;

/// <content>Days and times as pages say them, by the clocks of England.</content>
public static partial class Words
{
    /// <summary>"15 July 2026"</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", English);

    /// <inheritdoc cref="Date(DateOnly)"/>
    public static string Date(DateTimeOffset moment) => Date(London.DayOf(moment));

    /// <summary>"Wednesday 15 July"</summary>
    public static string Weekday(DateOnly day) => day.ToString("dddd d MMMM", English);

    /// <summary>"15 Jul", for narrow columns under a heading that says the year.</summary>
    public static string ShortDate(DateOnly day) => day.ToString("d MMM", English);

    /// <summary>"3:30pm", "9am", "midday"</summary>
    public static string Time(TimeOnly time) => (time.Hour, time.Minute) switch
    {
        (0, 0) => "midnight",
        (12, 0) => "midday",
        (_, 0) => time.ToString("%h", English) + Half(time),
        _ => time.ToString("h:mm", English) + Half(time),
    };

    /// <inheritdoc cref="Time(TimeOnly)"/>
    public static string Time(DateTimeOffset moment) => Time(TimeOnly.FromDateTime(London.At(moment).DateTime));

    /// <summary>"15 July 2026 at 3:30pm"</summary>
    public static string Moment(DateTimeOffset moment) => $"{Date(moment)} at {Time(moment)}";

    /// <summary>"today 3:30pm", "tomorrow 9am", "Wednesday 15 July, 3:30pm"; another year is named.</summary>
    public static string When(DateTimeOffset moment, DateTimeOffset now)
    {
        var (day, today) = (London.DayOf(moment), London.DayOf(now));
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => $"today {Time(moment)}",
            1 => $"tomorrow {Time(moment)}",
            -1 => $"yesterday {Time(moment)}",
            _ when day.Year == today.Year => $"{Weekday(day)}, {Time(moment)}",
            _ => Moment(moment),
        };
    }

    /// <summary>"just now", "5 minutes ago", "3 days ago"</summary>
    public static string Ago(DateTimeOffset moment, DateTimeOffset now) =>
        now - moment < TimeSpan.FromMinutes(1) ? "just now" : $"{Span(now - moment)} ago";

    /// <summary>How long is left until a target: "2 hours left", or "3 days late".</summary>
    public static string Left(DateTimeOffset due, DateTimeOffset now) => due >= now ? $"{Span(due - now)} left" : $"{Span(now - due)} late";

    /// <summary>A length of time in its largest whole unit, rounded down: "2 hours", "3 days".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => Count((long)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((long)span.TotalHours, "hour"),
        { TotalDays: < 60 } => Count((long)span.TotalDays, "day"),
        { TotalDays: < 730 } => Count((long)(span.TotalDays / 30.44), "month"),
        _ => Count((long)(span.TotalDays / 365.25), "year"),
    };

    private static string Half(TimeOnly time) => time.Hour < 12 ? "am" : "pm";
}
