using Cohesion.EquityMonitoring;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.Extensions.Options;

Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("equity-monitoring");
builder.AddPages();
builder.AddStore("equity-monitoring", store =>
{
    store.OneShardOnly();
    store.Events(
        EquityJson.Default, typeof(LearnerJoinedRoll), typeof(LearnerJoinedRollV2), typeof(LearnerMoved), typeof(LearnerCharacteristicsChanged), typeof(LearnerCharacteristicsChangedV2), typeof(LearnerIdentityCorrected), typeof(LearnerLeftRoll),
        typeof(ProcessingRestricted), typeof(RestrictionLifted), typeof(LegalHoldPlaced), typeof(LegalHoldReleased), typeof(LearnerErased), typeof(ErasureConfirmed), typeof(RetentionRuleSet),
        typeof(RollUploaded), typeof(RollRead), typeof(RollRefused), typeof(RollApplyRequested), typeof(RollApplied), typeof(RollSuperseded), typeof(RollLapsed), typeof(ReachMeasured));
    store.Upcast<LearnerJoinedRoll, LearnerJoinedRollV2>(old => old.Sealed());
    store.Upcast<LearnerCharacteristicsChanged, LearnerCharacteristicsChangedV2>(old => old.Sealed());
    store.Aggregate(Learner.Aggregate);
    store.Aggregate(RollImport.Aggregate);
    store.Aggregate(RetentionSchedule.Aggregate);
    store.Table("Schools.KnownSchools.sql");
    store.Table("Roll.RollTables.sql");
    store.Table("Reach.Reach.sql");
    store.Scope("Scope.sql");
    store.Project(CurrentRoll.Projection, Lifecycle.Inline);
    store.Project(LearnerRecordRow.Projection, Lifecycle.Inline);
    store.Project(RollImportList.Projection, Lifecycle.Inline);
    store.Project(ReachMeasure.Projection, Lifecycle.Inline);
    store.Publish(EquityPublisher.Map);
});
builder.AddBus("equity-monitoring", bus =>
{
    bus.AddConsumer<WhenSchoolChanged>();
    bus.AddConsumer<WhenParticipationRecorded>();
    bus.AddConsumer<WhenLearnersForgotten>();
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EquityApiJson.Default));
builder.Services.AddSingleton<IValidateOptions<RollImportsOptions>, ValidateRollImports>();
builder.Services.AddOptions<RollImportsOptions>().BindConfiguration(RollImportsOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<KnownSchools>().AddSingleton<IPlaces, SchoolPlaces>();
builder.Services.AddSingleton<RollBell>().AddSingleton<RollUpload>().AddSingleton<RollImportDesk>().AddSingleton<RollApplication>().AddSingleton<RollKnowledge>()
    .AddSingleton<ReadRoll>().AddSingleton<ApplyRows>().AddSingleton<SchoolRoll>().AddSingleton<RollPage>().AddSingleton<RollImportPage>().AddHostedService<RollWorkers>().AddHostedService<LapseImports>();
builder.Services.AddSingleton<RecordBook>().AddSingleton<RecordsDesk>().AddSingleton<RecordDesk>().AddSingleton<ChangeRetention>().AddSingleton<RestrictRecord>().AddSingleton<HoldRecord>().AddSingleton<HeldHere>()
    .AddSingleton<Erasure>().AddHostedService<KeepErased>();
builder.Services.AddSingleton<ReachBell>().AddSingleton<ReachDue>().AddSingleton<RollOfYear>().AddSingleton<SchoolReach>().AddHostedService<MeasureReach>();

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
SeeRoll.Map(app);
UploadRoll.Map(app);
SeeRollImport.Map(app);
ApplyRoll.Map(app);
DownloadRollFaults.Map(app);
ListRollImports.Map(app);
SeeReach.Map(app);
ListRecords.Map(app);
SeeRecord.Map(app);
CopyRecord.Map(app);
RestrictRecord.Map(app);
HoldRecord.Map(app);
EraseRecords.Map(app);
SeeCertificates.Map(app);
ChangeRetention.Map(app);
app.MapStore("equity");
app.MapAudit("equity");
return await app.RunCohesionAsync(args);
