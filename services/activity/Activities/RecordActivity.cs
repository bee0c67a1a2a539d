using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <summary>Records in half a minute what has already happened: an assembly with a visitor, with everyone of some classes there.</summary>
public static class RecordActivity
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    /// <summary>What the page shows.</summary>
    public sealed record View(
        Caller Caller, Place Place, Guid Key, string Title, string Kind, DateFields On, string Starts, string VisitorName, string VisitorFrom,
        bool WholeSchool, IReadOnlyList<string> Forms, IReadOnlyList<RollForm> Roll);

    /// <summary>What was answered, as far as it could be read.</summary>
    public sealed record Answers(
        Guid Key, string Title, string Kind, DateOnly? On, TimeOnly? Starts, string VisitorName, string VisitorFrom, bool WholeSchool, IReadOnlyList<string> Forms)
    {
        public Audience Audience => WholeSchool ? Audience.School : Audience.Nobody with { Forms = Forms };

        public IReadOnlyList<NamedVisitor> Visitors => VisitorName.Length == 0 ? [] : [new NamedVisitor(MessageId.From(Key, "visitor"), VisitorName, VisitorFrom)];

        public ActivityPlan Plan
        {
            get
            {
                var suggested = Suggestion.For(Kind);
                var tags = new Tags(Kind, suggested.CommunityBased, suggested.Strands, suggested.Dimensions, suggested.Themes, suggested.UncrcArticles, []);
                return new ActivityPlan(Title, tags, Audience, [.. Visitors.Select(visitor => visitor.Unnamed)], null, null);
            }
        }

        public PlannedSession Session
        {
            get
            {
                var starts = Starts!.Value;
                var ends = starts < new TimeOnly(23, 30) ? starts.Add(Usual) : new TimeOnly(23, 59);
                return new PlannedSession(new SessionId(MessageId.From(Key, "session-0")), new SessionTime(On!.Value, starts, ends));
            }
        }
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/activities/record", ShowAsync)
            .Audited("activity-plan", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/record", SaveAsync)
            .Audited("activity", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    /// <summary>Everything that is wrong with what was answered.</summary>
    public static IReadOnlyList<Fault> FaultsOf(Answers answers, DateOnly today) =>
    [
        .. PlanFaults.Title(answers.Title),
        .. PlanFaults.Kind(answers.Kind),
        .. answers.On is { } on && (on > today || on < today.AddMonths(-18))
            ? [new Fault("on-day", "out-of-range", "The day must be today or in the past 18 months")] : Array.Empty<Fault>(),
        .. answers.Starts is null ? [new Fault("starts", "required", "Enter when it started, for example 9am")] : Array.Empty<Fault>(),
        .. answers.VisitorName.Length > NamedVisitor.LongestName
            ? [new Fault("visitorName", "too-long", $"Enter the visitor's name in {NamedVisitor.LongestName} characters or fewer")] : Array.Empty<Fault>(),
        .. answers.VisitorName.Length > 0 && Visitor.Communities.All(code => code.Value != answers.VisitorFrom)
            ? [new Fault("visitorFrom", "required", "Select where the visitor comes from")] : Array.Empty<Fault>(),
        .. answers.Audience.NamesSomebody ? Array.Empty<Fault>() : [new Fault("forms", "required", "Select who was there")],
    ];

    private static async Task<RazorComponentResult<RecordActivityPage>> ShowAsync(
        int urn, Caller caller, SchoolNames schools, SchoolRoll roll, TimeProvider clock, CancellationToken ct) =>
        Page(
            new View(caller, await schools.PlaceOfAsync(urn, ct), Guid.CreateVersion7(clock.GetUtcNow()), "", "assembly", DateFields.Of(London.Today(clock)), "", "", "", false, [],
                await roll.FormsAsync(Tenant.Of(urn), ct)), [], 200);

    private static async Task<IResult> SaveAsync(
        int urn, Caller caller, HttpRequest request, ActivityBook book, SchoolNames schools, SchoolRoll roll, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        List<Fault> faults = [];
        if (DateFields.TryRead(form, "on", "The day", faults, out var on) && on is null)
        {
            faults.Add(new Fault("on-day", "required", "Enter the day"));
        }

        var answers = new Answers(
            Guid.TryParse(form["key"], out var key) ? key : Guid.CreateVersion7(clock.GetUtcNow()), form["title"].ToString().Trim(), form["kind"].ToString(), on,
            TimeField.TryParse(form["starts"], out var starts) ? starts : null, form["visitorName"].ToString().Trim(), form["visitorFrom"].ToString(),
            form["wholeSchool"] == "yes", [.. form["forms"].OfType<string>()]);
        faults.AddRange(FaultsOf(answers, London.Today(clock)));
        if (faults.Count == 0)
        {
            var session = answers.Session;
            switch (await book.PlanAsync(
                urn, new ActivityId(answers.Key), answers.Plan, answers.Visitors, [session], caller.PersonId, ct,
                (expected, opened) => TakeRegister.Decide(opened, [.. expected.Select(learner => learner.LearnerId)], [], answers.Plan.Visitors, clock.GetUtcNow())))
            {
                case DecideResult.Done or DecideResult.Refused { Code: "activity-already-planned" }:
                    return Results.Redirect(ShowSession.PathOf(urn, session.SessionId) + "?saved=1");
                case DecideResult.Refused refused:
                    faults.Add(new Fault("forms", refused.Code, refused.Reason));
                    break;
                case var other:
                    return Problems.From(other);
            }
        }

        return Page(
            new View(caller, await schools.PlaceOfAsync(urn, ct), answers.Key, answers.Title, answers.Kind, DateFields.From(form, "on"), form["starts"].ToString(),
                answers.VisitorName, answers.VisitorFrom, answers.WholeSchool, answers.Forms, await roll.FormsAsync(Tenant.Of(urn), ct)), faults, 400);
    }

    private static RazorComponentResult<RecordActivityPage> Page(View view, IReadOnlyList<Fault> errors, int status) =>
        new(new { Shown = view, Errors = errors }) { StatusCode = status };
}
