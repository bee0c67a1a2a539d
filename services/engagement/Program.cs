using Cohesion.Contracts;
using Cohesion.Engagement;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Partners;
using Cohesion.Engagement.People;
using Cohesion.Engagement.Records;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("engagement");
builder.AddPages();
builder.AddStore("engagement", store =>
{
    store.OneShardOnly();
    store.Events(
        EngagementJson.Default,
        typeof(PartnerRegistered), typeof(PartnerChanged), typeof(PartnerContacted), typeof(PartnershipEnded),
        typeof(AgencyRegistered), typeof(AgencyChanged), typeof(ApiKeyIssued), typeof(ApiKeyIssuedV2), typeof(ApiKeyReplaced), typeof(ApiKeyRevoked),
        typeof(ReferralReceived), typeof(ReferralAcknowledged), typeof(ReferralAccepted), typeof(ReferralDeclined), typeof(ReferralStarted),
        typeof(ReferralCompleted), typeof(ReferralCancelled), typeof(ReferralMatched), typeof(LearnerForgotten));
    store.Upcast<ApiKeyIssued, ApiKeyIssuedV2>(old => old.WithScope());
    store.Aggregate(Partner.Aggregate);
    store.Aggregate(Agency.Aggregate);
    store.Aggregate(Referral.Aggregate);
    store.Aggregate(ReferralMatch.Aggregate);
    store.Aggregate(ForgottenLearner.Aggregate);
    store.Table("Schools.Schools.sql");
    store.Table("Roll.Roll.sql");
    store.Table("Roll.Restricted.sql");
    store.Table("People.StaffNames.sql");
    store.Table("Agencies.KeyHashes.sql");
    store.Table("Partners.PartnerPapers.sql");
    store.Table("Referrals.ReferralPapers.sql");
    store.Table("Referrals.ReferralRetention.sql");
    store.Scope("Scope.sql");
    store.Project(PartnerRow.Projection, Lifecycle.Inline);
    store.Project(AgencyList.Projection, Lifecycle.Inline);
    store.Project(ApiKeyList.Projection, Lifecycle.Inline);
    store.Project(ReferralRow.Projection, Lifecycle.Inline);
    store.Project(ReferralMatchRow.Projection, Lifecycle.Inline);
    store.Publish(Publisher.MapAsync);
});
builder.AddBus("engagement", bus =>
{
    bus.AddConsumer<WhenSchoolChanged>();
    bus.AddConsumer<WhenRollChanged>();
    bus.AddConsumer<WhenLearnersErased>();
    bus.AddConsumer<WhenLearnersRestricted>();
    bus.AddConsumer<WhenRetentionChanged>();
    bus.AddConsumer<WhenActivityDelivered>();
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EngagementJson.Default));
builder.Services.AddApiKeys();
builder.Services.AddSingleton<Database>();
builder.Services.AddSingleton<SchoolList>();
builder.Services.AddSingleton<IPlaces>(services => services.GetRequiredService<SchoolList>());
builder.Services.AddSingleton<StaffNames>();
builder.Services.AddSingleton<PartnerList>();
builder.Services.AddSingleton<PartnerPages>();
builder.Services.AddSingleton<AgencyList>();
builder.Services.AddSingleton<ApiKeyList>();
builder.Services.AddSingleton<AgencyPages>();
builder.Services.AddSingleton<ReferralPapers>();
builder.Services.AddSingleton<ReferralDesk>();
builder.Services.AddSingleton<ReferralPages>();
builder.Services.AddSingleton<ReferralInbox>();
builder.Services.AddSingleton<HeldHere>();
builder.Services.AddSingleton<ForgetOldReferrals>().AddHourlySweep<ForgetOldReferrals>("referrals", (forget, ct) => forget.RunAsync(ct));

var app = builder.Build();
app.UseCohesion();
app.MapAssets();

ListPartners.Map(app);
ExportPartners.Map(app);
ShowPartner.Map(app);
RegisterPartner.Map(app);
ChangePartner.Map(app);
RecordContact.Map(app);
EndPartnership.Map(app);

ListAgencies.Map(app);
ShowAgency.Map(app);
RegisterAgency.Map(app);
ChangeAgency.Map(app);
IssueApiKey.Map(app);
ReplaceApiKey.Map(app);
RotateApiKey.Map(app);
RevokeApiKey.Map(app);

ReceiveReferral.Map(app);
FollowReferrals.Map(app);
CancelReferral.Map(app);
ReferralInbox.Map(app);
ShowReferral.Map(app);
MatchReferral.Map(app);
AcknowledgeReferral.Map(app);
AcceptReferral.Map(app);
DeclineReferral.Map(app);
StartReferral.Map(app);
CompleteReferral.Map(app);

app.MapHeld<HeldHere>("engagement", special: true);

app.MapStore("engagement");
app.MapAudit("engagement");

if (WorkingDays.England.KnownUntil <= London.Today(app.Services.GetRequiredService<TimeProvider>()).Year)
{
    app.Logger.BankHolidaysEnd(WorkingDays.England.KnownUntil);
}

return await app.RunCohesionAsync(args);
