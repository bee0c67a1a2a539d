using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Reporting;
using Cohesion.Reporting.Imports;
using Cohesion.Reporting.Schools;
using Cohesion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("reporting");
builder.AddPages();
builder.AddStore("reporting", store =>
{
    store.Events(
        ReportingJson.Default, typeof(SchoolListed), typeof(SchoolDetailsChanged), typeof(SchoolJoinedTrust), typeof(SchoolLeftTrust), typeof(SchoolClosed), typeof(SchoolReopened),
        typeof(SchoolImportReceived), typeof(SchoolImportRead), typeof(SchoolImportRejected), typeof(SchoolImportConfirmed), typeof(SchoolImportApplied));
    store.Aggregate(School.Aggregate);
    store.Aggregate(SchoolImport.Aggregate);
    store.Table("Imports.ImportTables.sql");
    store.Project(SchoolList.Projection, Lifecycle.Inline);
    store.Project(SchoolImportList.Projection, Lifecycle.Inline);
    store.Publish(SchoolPublisher.Map);
});
builder.AddBus("reporting", _ => { });
builder.Services.AddSingleton<Tables>().AddSingleton<ImportBell>().AddSingleton<ReadImport>().AddSingleton<ApplyImport>().AddHostedService<ImportWorker>();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReportingApiJson.Default));

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
ListImports.Map(app);
ImportSchools.Map(app);
ShowImport.Map(app);
ApplyImport.Map(app);
return await app.RunCohesionAsync(args);
