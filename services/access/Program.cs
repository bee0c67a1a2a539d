using Cohesion.Access;
using Cohesion.Access.Keys;
using Cohesion.Access.Schools;
using Cohesion.Access.SignIn;
using Cohesion.Access.Statements;
using Cohesion.Hosting;
using Cohesion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("access");
builder.AddPages();
builder.AddStore("access", store =>
{
    store.OneShardOnly();
    store.Table("Keys.SigningKeys.table.sql");
    store.Table("Schools.KnownSchools.table.sql");
});
builder.AddBus("access", bus =>
{
    bus.AddConsumer<WhenSchoolChanged>();
    bus.AddConsumer<WhenRollImported>();
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
builder.Services.AddSingleton<SigningKeys>();
builder.Services.AddSingleton<KnownSchools>();
builder.Services.AddSingleton<SessionTokenIssuer>();

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
PublishKeys.Map(app);
SignInToCohesion.Map(app);
SignOut.Map(app);
IssueDemoToken.Map(app);
ShowStatements.Map(app);
return await app.RunCohesionAsync(args);
