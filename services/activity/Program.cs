using Cohesion.Activity;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Participation;
using Cohesion.Activity.Partners;
using Cohesion.Activity.Planning;
using Cohesion.Activity.Referrals;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Activity.Today;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Dapper;

DefaultTypeMap.MatchNamesWithUnderscores = true;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("activity");
builder.AddPages();
builder.AddStore("activity", store =>
{
    store.Events(
        ActivityJson.Default, typeof(ActivityPlanned), typeof(ActivityChanged), typeof(SessionsAdded), typeof(SessionScheduled), typeof(SessionChanged),
        typeof(LearnersInvited), typeof(SessionCancelled), typeof(RegisterTaken), typeof(RegisterCorrected), typeof(RegisterUndone));
    store.Aggregate(PlannedActivity.Aggregate);
    store.Aggregate(Session.Aggregate);
    store.Table("Roll.Roll.sql");
    store.Table("Roll.RollImports.sql");
    store.Table("Schools.Schools.sql");
    store.Table("Partners.Partners.sql");
    store.Table("Referrals.ReferralClocks.sql");
    store.Table("Activities.Visitors.sql");
    store.Table("Planning.PlanDrafts.sql");
    store.Table("Sessions.SessionNotes.sql");
    store.Table("Staff.Staff.sql");
    store.Table("Participation.NotTakingPart.sql");
    store.Project(ActivityCalendar.Projection, Lifecycle.Inline);
    store.Project(new YearLedger(), Lifecycle.Async);
    store.Publish(ActivityPublisher.MapAsync);
});
builder.AddBus("activity", bus =>
{
    bus.AddConsumer<WhenLearnersJoinedRoll>();
    bus.AddConsumer<WhenLearnersMoved>();
    bus.AddConsumer<WhenLearnersLeftRoll>();
    bus.AddConsumer<WhenLearnersErased>();
    bus.AddConsumer<WhenRollImported>();
    bus.AddConsumer<WhenSchoolListed>();
    bus.AddConsumer<WhenPartnerRegistered>();
    bus.AddConsumer<WhenReferralMoved>();
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ActivityJson.Default));
builder.Services.AddSingleton<SchoolRoll>();
builder.Services.AddSingleton<SchoolPartners>();
builder.Services.AddSingleton<SchoolNames>();
builder.Services.AddSingleton<IPlaces>(services => services.GetRequiredService<SchoolNames>());
builder.Services.AddSingleton<Visitors>();
builder.Services.AddSingleton<Owners>();
builder.Services.AddSingleton<Calendar>();
builder.Services.AddSingleton<KnownToSchool>();
builder.Services.AddSingleton<ActivityBook>();
builder.Services.AddSingleton<RegisterBook>();
builder.Services.AddSingleton<PlanDrafts>();
builder.Services.AddSingleton<Reach>();
builder.Services.AddSingleton<RegisterDesk>();
builder.Services.AddSingleton<Invitations>();
builder.Services.AddSingleton<RecordReason>();
builder.Services.AddSingleton<StaffNames>();
builder.Services.AddSingleton<Timelines>();
builder.Services.AddSingleton<Desk>();

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
GoHome.Map(app);
ShowToday.Map(app);
ListActivities.Map(app);
ShowActivity.Map(app);
PlanActivity.Map(app);
PlanByPages.Map(app);
CheckPlan.Map(app);
ChangeActivity.Map(app);
RecordActivity.Map(app);
ScheduleSessions.Map(app);
ShowSession.Map(app);
CancelSession.Map(app);
InviteToSession.Map(app);
TakeRegister.Map(app);
CorrectRegister.Map(app);
UndoRegister.Map(app);
ShowParticipation.Map(app);
NotYetReached.Map(app);
FollowUpNotYetReached.Map(app);
ExportNotYetReached.Map(app);
ListLearners.Map(app);
return await app.RunCohesionAsync(args);
