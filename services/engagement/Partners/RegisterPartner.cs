using Cohesion.Contracts;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>A school enters an organisation that it works with.</summary>
public static class RegisterPartner
{
    public static Decision Decide(Partner partner, PartnerId id, PartnerDetails details, DateTimeOffset now) => partner.Registered
        ? Decision.Accept() // the same request again, after a crash: nothing new
        : Decision.Accept(new PartnerRegistered(id, details.Name, details.Sector, details.Community, details.Since, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/partners", HandleAsync)
            .Audited("partner", AuditAct.Changed, AuditPurpose.Partnership, stream: "partner").RequireRoles(ListPartners.Keepers).Idempotent().Accepts<PartnerDetails>("application/json").WithTags("Partners");
        app.MapGet("/engagement/schools/{urn:int}/partners/register", AskAsync)
            .Audited("partner", AuditAct.Saw, AuditPurpose.Partnership).RequireRoles(ListPartners.Keepers).InSchool();
        app.MapPost("/engagement/schools/{urn:int}/partners/register", SubmitAsync)
            .Audited("partner", AuditAct.Changed, AuditPurpose.Partnership).RequireRoles(ListPartners.Keepers).InSchool();
    }

    private static async Task<Results<Created<ShowPartner.Shown>, ProblemHttpResult>> HandleAsync(
        int urn, SentJson sent, IdempotencyKey key, Caller caller, PartnerList partners, Store store, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        var fields = sent.Fields;
        if (PartnerDetails.Read(fields, London.Today(clock)) is not { } details)
        {
            return Problems.Invalid(fields.Faults);
        }

        var id = PartnerId.Of(key.Derive("partner"));
        if (await RegisterAsync(urn, id, details, caller, partners, store, clock, ct) is not DecideResult.Done done || await partners.FindAsync(urn, id, ct) is not { } item)
        {
            return Problems.Stale();
        }

        response.SetVersion(done.Version);
        return TypedResults.Created($"/api/v1/partners/{id.Value}?urn={urn}", ShowPartner.Shown.Of(item, details.Contact, London.Today(clock)));
    }

    private static async Task<RazorComponentResult<PartnerFormPage>> AskAsync(int urn, Caller caller, SchoolList schools, CancellationToken ct) =>
        new(new { Caller = caller, Place = await schools.PlaceAsync(urn, ct) });

    private static async Task<IResult> SubmitAsync(
        int urn, HttpRequest request, Caller caller, SchoolList schools, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        if (PartnerDetails.Read(fields, London.Today(clock)) is not { } details)
        {
            return new RazorComponentResult<PartnerFormPage>(new { Caller = caller, Place = await schools.PlaceAsync(urn, ct), Form = form, Errors = fields.Faults })
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }

        var id = PartnerId.Of(Guid.CreateVersion7(clock.GetUtcNow()));
        await RegisterAsync(urn, id, details, caller, partners, store, clock, ct);
        return TypedResults.LocalRedirect($"/engagement/schools/{urn}/partners/{id.Value}?done=registered");
    }

    private static Task<DecideResult> RegisterAsync(
        int urn, PartnerId id, PartnerDetails details, Caller caller, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct) =>
        store.DecideAsync(
            Partner.Aggregate, id.StreamAt(urn), version: null, partner => Decide(partner, id, details, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, mustExist: false,
            alongside: (work, inside) => partners.KeepContactPersonAsync(work, urn, id, details.Contact, inside));
}
