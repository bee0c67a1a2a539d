using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Reporting;
using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Dashboards;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Imports;
using Cohesion.Reporting.Measures;
using Cohesion.Reporting.OpenData;
using Cohesion.Reporting.Reach;
using Cohesion.Reporting.Referrals;
using Cohesion.Reporting.Releases;
using Cohesion.Reporting.Schools;
using Cohesion.Reporting.Sharing;
using Cohesion.Web;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("reporting");
builder.AddPages();
builder.AddStore("reporting", store =>
{
    store.OneShardOnly();
    store.Events(
        ReportingJson.Default, typeof(SchoolListed), typeof(SchoolDetailsChanged), typeof(SchoolJoinedTrust), typeof(SchoolLeftTrust), typeof(SchoolClosed), typeof(SchoolReopened),
        typeof(SchoolImportReceived), typeof(SchoolImportRead), typeof(SchoolImportRejected), typeof(SchoolImportConfirmed), typeof(SchoolImportApplied));
    store.Aggregate(School.Aggregate);
    store.Aggregate(SchoolImport.Aggregate);
    store.Table("Imports.ImportTables.sql");
    store.Table("Reach.Measures.sql");
    store.Table("Activities.Sessions.sql");
    store.Table("Referrals.Referrals.sql");
    store.Table("Sharing.Agreements.sql");
    store.Table("Releases.Releases.sql");
    store.Scope("Scope.sql");
    store.Project(SchoolList.Projection, Lifecycle.Inline);
    store.Project(SchoolImportList.Projection, Lifecycle.Inline);
    store.Publish(SchoolPublisher.Map);
});
builder.AddBus("reporting", bus =>
{
    bus.AddConsumer<WhenMeasurePublished>();
    bus.AddConsumer<WhenSessionChanged>();
    bus.AddConsumer<WhenReferralMoved>();
    bus.AddConsumer<WhenSharingChanged>();
});
builder.Services.AddOptions<DisclosureOptions>().BindConfiguration(DisclosureOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<DisclosureOptions>, ValidateDisclosureOptions>();
builder.Services.AddSingleton<Tables>().AddSingleton<IPlaces, KnownPlaces>();
builder.Services.AddSingleton<ImportBell>().AddSingleton<ReadImport>().AddSingleton<ApplyImport>().AddHostedService<ImportWorker>();
builder.Services.AddSingleton<Areas>().AddSingleton<PublishedReach>().AddSingleton<PublishedReferrals>().AddSingleton<ReleaseLedger>().AddSingleton<ReleasedFigures>().AddSingleton<ReadDashboard>().AddSingleton<DashboardScope>();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReportingApiJson.Default));

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
ListImports.Map(app);
ImportSchools.Map(app);
ShowImport.Map(app);
ApplyImport.Map(app);
ListSchools.Map(app);
ShowDashboard.Map(app);
ShowMeasures.Map(app);
PublishOpenData.Map(app);
app.MapStore("reports");
app.MapAudit("reports");
return await app.RunCohesionAsync(args);
