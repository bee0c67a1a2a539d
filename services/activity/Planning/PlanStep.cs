using System.Globalization;
using Cohesion.Activity.Activities;
using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Activity.Planning;

/// <summary>The questions of a plan, one a page, in their order; each reads its own answers and names its own faults.</summary>
public sealed record PlanStep(string Path, string Title, Func<PlanAnswers, IFormCollection, DateOnly, (PlanAnswers Answers, IReadOnlyList<Fault> Faults)> Read)
{
    public const string Check = "check";

    public static readonly IReadOnlyList<PlanStep> All =
    [
        new("what", "What is the activity?", What),
        new("for-whom", "Who is it for?", ForWhom),
        new("strands", "What is it about?", Strands),
        new("who-is-coming", "Who is coming?", WhoIsComing),
        new("when-and-where", "When and where is it?", WhenAndWhere),
    ];

    public static PlanStep? Find(string path) => All.FirstOrDefault(step => step.Path == path);

    /// <summary>The path of the page after this one.</summary>
    public string Next => All.SkipWhile(step => step.Path != Path).Skip(1).FirstOrDefault()?.Path ?? Check;

    /// <summary>The path of the page before this one; null for the first.</summary>
    public string? Back => All.TakeWhile(step => step.Path != Path).LastOrDefault()?.Path;

    private static (PlanAnswers Answers, IReadOnlyList<Fault> Faults) What(PlanAnswers answers, IFormCollection form, DateOnly today)
    {
        answers = answers with { Title = form["title"].ToString().Trim(), Kind = form["kind"].ToString() };
        return (answers.Suggested(), [.. PlanFaults.Title(answers.Title), .. PlanFaults.Kind(answers.Kind)]);
    }

    private static (PlanAnswers Answers, IReadOnlyList<Fault> Faults) ForWhom(PlanAnswers answers, IFormCollection form, DateOnly today)
    {
        answers = answers with { Audience = form["audience"].ToString(), YearGroups = Texts(form, "yearGroups"), Forms = Texts(form, "forms") };
        return (answers, answers switch
        {
            { Audience: PlanAnswers.Years, YearGroups: [] } => [new Fault("yearGroups", "required", "Select at least one year group")],
            { Audience: PlanAnswers.FormGroups, Forms: [] } => [new Fault("forms", "required", "Select at least one form")],
            _ => [.. PlanFaults.For(answers.ToAudience())],
        });
    }

    private static (PlanAnswers Answers, IReadOnlyList<Fault> Faults) Strands(PlanAnswers answers, IFormCollection form, DateOnly today)
    {
        answers = answers with
        {
            CommunityBased = form["communityBased"] == "yes",
            Strands = Texts(form, "strands"),
            Dimensions = Texts(form, "dimensions"),
            Themes = Texts(form, "themes"),
            UncrcArticles = [.. Texts(form, "uncrcArticles").Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var article) ? article : 0)],
        };
        string[] own = ["strands", "dimensions", "themes", "uncrcArticles"];
        return (answers, [.. PlanFaults.Of(answers.ToPlan(Guid.Empty)).Where(fault => own.Contains(fault.Where))]);
    }

    private static (PlanAnswers Answers, IReadOnlyList<Fault> Faults) WhoIsComing(PlanAnswers answers, IFormCollection form, DateOnly today)
    {
        answers = answers with
        {
            PartnerIds = [.. Texts(form, "partners").Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)],
            VisitorName = form["visitorName"].ToString().Trim(),
            VisitorFrom = form["visitorFrom"].ToString(),
        };
        return (answers, answers.VisitorName.Length switch
        {
            0 => [],
            > NamedVisitor.LongestName => [new Fault("visitorName", "too-long", $"Enter the visitor's name in {NamedVisitor.LongestName} characters or fewer")],
            _ when Visitor.Communities.All(code => code.Value != answers.VisitorFrom) => [new Fault("visitorFrom", "required", "Select where the visitor comes from")],
            _ => [],
        });
    }

    private static (PlanAnswers Answers, IReadOnlyList<Fault> Faults) WhenAndWhere(PlanAnswers answers, IFormCollection form, DateOnly today)
    {
        List<Fault> faults = [];
        var readable = DateFields.TryRead(form, "on", "The date of the activity", faults, out var on);
        if (readable && on is null)
        {
            faults.Add(new Fault("on-day", "required", "Enter the date of the activity"));
        }

        answers = answers with
        {
            On = on,
            Starts = Time(form, "starts", "Enter when it starts, for example 1:15pm", faults),
            Ends = Time(form, "ends", "Enter when it ends, for example 2:30pm", faults),
            Weeks = Number(form, "weeks", 1, 40, "Enter how many weeks, between 1 and 40", faults) ?? 1,
            Place = form["place"].ToString().Trim(),
            Capacity = Number(form, "capacity", 1, 5000, "Enter places as a number between 1 and 5,000", faults),
        };
        if (answers.Place.Length > PlanFaults.LongestPlace)
        {
            faults.Add(new Fault("place", "too-long", $"The place must be {PlanFaults.LongestPlace} characters or fewer"));
        }

        faults.AddRange(PlanFaults.Of(answers.ToTimes(), today).Take(1).Select(fault => fault with { Where = fault.Code == "before-start" ? "ends" : "on-day" }));
        return (answers, faults);
    }

    private static TimeOnly? Time(IFormCollection form, string name, string message, List<Fault> faults)
    {
        if (TimeField.TryParse(form[name], out var time))
        {
            return time;
        }

        faults.Add(new Fault(name, "required", message));
        return null;
    }

    private static int? Number(IFormCollection form, string name, int least, int most, string message, List<Fault> faults)
    {
        var text = form[name].ToString().Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(new Fault(name, "out-of-range", message));
        return null;
    }

    private static IReadOnlyList<string> Texts(IFormCollection form, string name) => [.. form[name].OfType<string>().Where(text => text.Length > 0)];
}
