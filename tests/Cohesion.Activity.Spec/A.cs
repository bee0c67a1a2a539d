using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;

namespace Cohesion.Activity.Spec;

/// <summary>Test data by name: a visit of Year 5 on Friday 20 November 2026 at 1:15pm.</summary>
internal static class A
{
    public static readonly ActivityId Activity = new(Guid.Parse("0192f000-0000-7000-8000-000000000001"));
    public static readonly SessionId Session = new(Guid.Parse("0192f000-0000-7000-8000-000000000002"));
    public static readonly SessionTime Friday = new(new DateOnly(2026, 11, 20), new TimeOnly(13, 15), new TimeOnly(14, 30));
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly Tags Tags = new("visit", true, ["teaching-learning-curriculum"], ["local"], ["faith-belief"], [14], []);
    public static readonly ActivityPlan Visit = new("Year 5 visit to the Gurdwara", Tags, Audience.Nobody with { YearGroups = ["5"] }, [], "Gurdwara", null);

    public static readonly LearnerId Amira = Learner(1);
    public static readonly LearnerId Ben = Learner(2);
    public static readonly LearnerId Chloe = Learner(3);

    public static SessionScheduled Scheduled => new(Session, Activity, Visit, Friday, 3, Noon.AddDays(-7));

    public static RegisterTaken Register => Taken(Noon);

    public static RegisterTaken Taken(DateTimeOffset at) => new(Session, Activity, Tags, Friday.On, [Amira, Ben], [Chloe], [], at);

    public static SessionCancelled Cancelled => new(Session, Activity, Friday.On, "weather", null, Noon);

    public static LearnerId Learner(int number) => new(Guid.Parse($"00000000-0000-0000-0000-{number:000000000000}"));

    public static PlannedSession PlannedOn(DateOnly day) => new(new SessionId(new Guid(day.DayNumber, 0, 0, new byte[8])), Friday with { On = day });
}
