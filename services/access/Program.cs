using Cohesion.Access;
using Cohesion.Access.Agreements;
using Cohesion.Access.Keys;
using Cohesion.Access.Memberships;
using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.Access.Providers;
using Cohesion.Access.Schools;
using Cohesion.Access.Sessions;
using Cohesion.Access.SignIn;
using Cohesion.Access.Statements;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.AddCohesion("access");
builder.AddPages();
builder.AddStore("access", store =>
{
    store.OneShardOnly();
    store.Events(
        AccessJson.Default,
        typeof(PersonInvited), typeof(IdentityLinked), typeof(PersonRenamed), typeof(PersonDisabled), typeof(PersonEnabled),
        typeof(MemberInvited), typeof(InvitationAccepted), typeof(MembershipChanged), typeof(MembershipEnded),
        typeof(SharingAgreed), typeof(SharingEnded));
    store.Aggregate(Person.Aggregate);
    store.Aggregate(Members.Aggregate);
    store.Aggregate(SharingAgreements.Aggregate);
    store.Table("Keys.SigningKeys.table.sql");
    store.Table("Schools.KnownSchools.table.sql");
    store.Table("Sessions.Sessions.table.sql");
    store.Table("SignIn.SignInAttempts.table.sql");
    store.Scope("Scope.sql");
    store.Project(PersonRow.Projection, Lifecycle.Inline);
    store.Project(MembershipRow.Projection, Lifecycle.Inline);
    store.Project(AgreementRow.Projection, Lifecycle.Inline);
    store.Publish(AgreementPublisher.Map);
});
builder.AddBus("access", bus =>
{
    bus.AddConsumer<WhenSchoolChanged>();
    bus.AddConsumer<WhenRollImported>();
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
builder.Services.AddSignInProviders();
builder.Services.AddSingleton<IValidateOptions<SessionsOptions>, ValidateSessions>();
builder.Services.AddOptions<SessionsOptions>().BindConfiguration(SessionsOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<SigningKeysOptions>, ValidateSigningKeys>();
builder.Services.AddOptions<SigningKeysOptions>().BindConfiguration(SigningKeysOptions.Section).ValidateOnStart();
builder.Services.TrustOwnKeys();
builder.Services.AddSingleton<SigningKeys>();
builder.Services.AddHostedService<RotateSigningKeys>();
builder.Services.AddSingleton<KnownSchools>();
builder.Services.AddSingleton<OrganisationNames>();
builder.Services.AddSingleton<PeopleList>();
builder.Services.AddSingleton<RecognisePerson>();
builder.Services.AddSingleton<MembershipList>();
builder.Services.AddSingleton<MemberWork>();
builder.Services.AddSingleton<AgreementList>();
builder.Services.AddSingleton<RecordAgreement>();
builder.Services.AddSingleton<InviteMember>();
builder.Services.AddSingleton<AcceptInvitations>();
builder.Services.AddSingleton<SessionTokenIssuer>();
builder.Services.AddSingleton<SessionList>();
builder.Services.AddHourlySweep<SessionList>("sessions, revocations and unfinished sign-ins", static (sessions, ct) => sessions.SweepAsync(ct));
builder.Services.AddSingleton<Revocations>();
builder.Services.AddSingleton<IRevocationList>(services => services.GetRequiredService<Revocations>());
builder.Services.AddSingleton<ActingCallers>();
builder.Services.AddSingleton<BrowserSession>();
builder.Services.AddSingleton<SignInAttempts>();
builder.Services.AddSingleton<FinishSignIn>();

var app = builder.Build();
app.UseCohesion();
app.MapAssets();
PublishKeys.Map(app);
Revocations.Map(app);
SignInToCohesion.Map(app);
BeginSignIn.Map(app);
FinishSignIn.Map(app);
RenewSession.Map(app);
SignOut.Map(app);
IssueDemoToken.Map(app);
ChoosePlace.Map(app);
ListMembers.Map(app);
InviteMember.Map(app);
ChangeMembership.Map(app);
EndMembership.Map(app);
ListAgreements.Map(app);
RecordAgreement.Map(app);
EndAgreement.Map(app);
DisablePerson.Map(app);
EnablePerson.Map(app);
ShowStatements.Map(app);
app.MapStore("access");
app.MapAudit("access");
return args switch
{
    ["invite-administrator", var email] => await InviteAdministrator.RunAsync(app, email),
    ["rotate-signing-keys"] => await RotateSigningKeys.RunAsync(app, replace: false),
    ["replace-signing-keys"] => await RotateSigningKeys.RunAsync(app, replace: true),
    _ => await app.RunCohesionAsync(args),
};
