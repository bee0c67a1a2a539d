using System.Globalization;
using Cohesion.Hosting;
using Cohesion.Reporting.Disclosure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Measures;

/// <summary>What a number means: what is counted, who is in, since when, where it comes from and how certain it is.</summary>
/// <param name="Id">The anchor that numbers link to.</param>
public sealed record Meaning(string Id, string Name, string Counted, string WhoIsIn, string Since, string Source, string HowCertain);

/// <summary>The page that every number links to.</summary>
public static class ShowMeasures
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/measures", (Caller caller, IOptions<DisclosureOptions> options) =>
            new RazorComponentResult<MeasuresPage>(new { Caller = caller, Meanings = Of(options.Value.Threshold, DaysOf(options.Value)) }))
                .Audited("measures", AuditAct.Saw, AuditPurpose.Oversight, forPlatform: true).RequireRoles(Enum.GetValues<Role>());

    private static string DaysOf(DisclosureOptions options) =>
        string.Join(", ", options.ReleaseDays.Split(' ').Order(StringComparer.Ordinal).Select(day => DateOnly.ParseExact($"2023-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMMM", CultureInfo.GetCultureInfo("en-GB"))));

    private static IReadOnlyList<Meaning> Of(int threshold, string days) =>
    [
        new(
            "reach", "Who took part (reach)", "Learners who were present at one or more community-based activities in the academic year. Being expected or signed up does not count; being in the register does.",
            "Every learner on the school’s roll who counts in its headcount: not guests, and not learners whose main school is another. Each learner is in one group of each kind; “not known” is a group of its own.",
            "From 1 September of the academic year until the moment given as “counted”.", "The school’s roll and its registers, counted again after every register.",
            "It is a count, not a sample. The interval says how far chance alone could move the share."),
        new(
            "interval", "The interval", "The range of shares that fits what was counted, allowing for chance: Wilson’s 95% interval.",
            "The same learners as in the share itself.", "The same time as the share.", "Worked out from the number of learners and of those who took part.",
            "Of 100 such intervals, about 95 hold the share that one looks for. The fewer the learners, the wider it is."),
        new(
            "funnel", "Schools beside each other", "How far a school’s share may lie from the share of all schools together by chance alone, for a school of its size.",
            "Schools with figures for the year whose numbers may be shown. They stand by name; there is no first and no last.", "The academic year.", "Reach of each school; limits of 95% (two standard errors) and 99.8% (three).",
            "Outside 95% one school in twenty lies by chance; outside 99.8% one in five hundred. Lying outside is a reason to ask why, not a verdict."),
        new(
            "comparing", "Groups beside the others", "How many times as likely a group of a school is to have taken part as all its others together (risk ratio with its 95% interval), and how sure one can be that this is no chance.",
            "Groups of ten learners or more whose numbers may be shown; the others are those of the same kind whose group is known. Where it is not known of more than one in ten, nothing is compared.",
            "The same time as the numbers beside it.", "Worked out from the numbers shown, with Fisher’s exact test; all comparisons of a page are judged together (Benjamini and Hochberg).",
            "Of the differences called possible at most one in ten is expected to be chance; strong ones hold at 99.8% too. One of fewer than three learners is not called a difference. It is a reason to ask why, not a proof of unfairness."),
        new(
            "sessions", "Sessions", "Sessions in the schools’ calendars: those whose register was taken, those still planned, those cancelled. A session counts in each strand and each dimension that it belongs to.",
            "Sessions, not children: no number of them is hidden.", "The academic year.", "The schools’ calendars and registers.", "Complete as far as schools record what they do."),
        new(
            "referrals", "Referrals", "Referrals that agencies sent to the schools in the academic year, by where they stand now. Decided in time means accepted or declined before the time that the urgency sets.",
            "Referrals received in the year. Each is about a child, so small numbers are hidden.", "By the day the referral was received.", "The schools’ referral inboxes. No page here knows whom a referral is about.",
            "A count. Half of the decisions took no longer than the time given; the other half took longer."),
        new(
            "hidden", "Hidden numbers", $"Numbers about fewer than {threshold} children: a group of fewer, fewer who took part, or fewer who did not. Numbers that differ by fewer from what was told before. And every number from which such a one could be worked out by adding and subtracting: within a table, between a school and its trust or authority, between tables, and between releases.",
            "Everybody outside the school, and its governors. Those who work with the children see the school’s own numbers.", "Always.", "One decision for all schools, trusts and authorities that belong together, and for all that has been told before, so that no two pages can be set against each other.",
            $"Tried by a program that takes every page there ever was, adds, subtracts and solves: of no small number it may learn more than that it is one of {threshold} numbers."),
        new(
            "releases", "Releases", "Numbers about children leave their school together, on set days, and then stay as they are until the next. A page that followed every change would tell about one child when one child joins.",
            "Everybody outside the school, and its governors. Those who work with the children see the school’s numbers as they are now.", $"From these days on, when somebody asks: {days}. Earlier only where a school ends its agreement to share.",
            "The counts of that moment, kept for good. A school where too few have taken part since the last release is told as it was then.", "As certain as the counts; they are of the day given, not of today."),
    ];
}
