using Cohesion.Contracts;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>A school corrects what it knows of a partner, or whom it speaks to there.</summary>
public static class ChangePartner
{
    public static Decision Decide(Partner partner, PartnerId id, PartnerDetails details, DateTimeOffset now)
    {
        var changed = new PartnerChanged(id, details.Name, details.Sector, details.Community, details.Since, now);
        var onlyTheContact = partner.Ended is null && Partner.Evolve(partner, changed) == partner;
        return onlyTheContact ? Decision.Accept() : partner.WhileItLasts(changed);
    }

    public static void Map(WebApplication app)
    {
        app.MapPut("/api/v1/partners/{id:guid}", HandleAsync)
            .Audited("partner", AuditAct.Changed, AuditPurpose.Partnership, stream: "partner").RequireRoles(ListPartners.Keepers).ReadsIfMatch(required: false).Accepts<PartnerDetails>("application/json").WithTags("Partners");
        app.MapGet("/engagement/schools/{urn:int}/partners/{id:guid}/change", AskAsync)
            .Audited("partner", AuditAct.Saw, AuditPurpose.Partnership).RequireRoles(ListPartners.Keepers).InSchool();
        app.MapPost("/engagement/schools/{urn:int}/partners/{id:guid}/change", SubmitAsync)
            .Audited("partner", AuditAct.Changed, AuditPurpose.Partnership).RequireRoles(ListPartners.Keepers).InSchool();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        int urn, Guid id, SentJson sent, HttpContext http, Caller caller, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        if (PartnerDetails.Read(fields, London.Today(clock)) is not { } details)
        {
            return Problems.Invalid(fields.Faults);
        }

        if (!http.Request.TryReadIfMatch(out var version) || await ChangeAsync(urn, id, version, details, caller, partners, store, clock, ct) is not { } result)
        {
            return Problems.Stale();
        }

        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AskAsync(int urn, Guid id, Caller caller, SchoolList schools, PartnerList partners, CancellationToken ct) =>
        await partners.FindAsync(urn, PartnerId.Of(id), ct) is { } partner
            ? new RazorComponentResult<PartnerFormPage>(new
            {
                Caller = caller,
                Place = await schools.PlaceAsync(urn, ct),
                Partner = partner,
                Contact = await partners.ContactPersonAsync(urn, PartnerId.Of(id), ct),
            })
            : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(
        int urn, Guid id, HttpRequest request, Caller caller, SchoolList schools, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        if (await partners.FindAsync(urn, PartnerId.Of(id), ct) is not { } partner)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        if (PartnerDetails.Read(fields, London.Today(clock)) is { } details)
        {
            var result = await ChangeAsync(urn, id, null, details, caller, partners, store, clock, ct);
            if (result is not DecideResult.Refused(var code, var reason))
            {
                return TypedResults.LocalRedirect($"/engagement/schools/{urn}/partners/{id}?done=changed");
            }

            fields.Wrong<object>("name", code, reason);
        }

        return new RazorComponentResult<PartnerFormPage>(
            new { Caller = caller, Place = await schools.PlaceAsync(urn, ct), Partner = partner, Form = form, Errors = fields.Faults })
        {
            StatusCode = StatusCodes.Status400BadRequest,
        };
    }

    private static Task<DecideResult> ChangeAsync(
        int urn, Guid partner, long? version, PartnerDetails details, Caller caller, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var id = PartnerId.Of(partner);
        return store.DecideAsync(
            Partner.Aggregate, id.StreamAt(urn), version, state => Decide(state, id, details, clock.GetUtcNow()), EventMetadata.FromCurrentTrace(by: caller.PersonId), ct,
            alongside: (work, inside) => partners.KeepContactPersonAsync(work, urn, id, details.Contact, inside));
    }
}
