using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>A school notes that it was in touch with a partner: when, and how.</summary>
public static class RecordContact
{
    public sealed record Request(DateOnly On, string Medium)
    {
        public static Request? Read(Fields fields, DateOnly today)
        {
            var request = new Request(fields.Date("on", "the day you were in touch") ?? default, fields.Code("medium", "how you were in touch", Partner.Media) ?? "");
            if (request.On > today)
            {
                fields.Wrong<object>("on", "in-the-future", "The day you were in touch cannot be in the future");
            }

            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Partner partner, PartnerId id, Request request, DateTimeOffset now) =>
        partner.WhileItLasts(new PartnerContacted(id, request.On, request.Medium, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/partners/{id:guid}/contacts", HandleAsync)
            .Audited("partner-contact", AuditAct.Changed, AuditPurpose.Partnership, stream: "partner").RequireRoles(ListPartners.Keepers).Idempotent().Accepts<Request>("application/json").WithTags("Partners");
        app.MapPost("/engagement/schools/{urn:int}/partners/{id:guid}/contacts", SubmitAsync)
            .Audited("partner-contact", AuditAct.Changed, AuditPurpose.Partnership).RequireRoles(ListPartners.Keepers).InSchool();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        int urn, Guid id, SentJson sent, HttpContext http, Caller caller, Store store, TimeProvider clock, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        if (Request.Read(fields, London.Today(clock)) is not { } request)
        {
            return Problems.Invalid(fields.Faults);
        }

        if (await RecordAsync(urn, id, request, caller, store, clock, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SubmitAsync(
        int urn, Guid id, HttpRequest request, Caller caller, PartnerPages pages, Store store, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        if (Request.Read(fields, London.Today(clock)) is { } contact)
        {
            var result = await RecordAsync(urn, id, contact, caller, store, clock, ct);
            if (result is not DecideResult.Refused(var code, var reason))
            {
                return result is DecideResult.Done ? TypedResults.LocalRedirect($"/engagement/schools/{urn}/partners/{id}?done=contacted") : Problems.From(result);
            }

            fields.Wrong<object>("on", code, reason);
        }

        return await pages.ShowAsync(urn, id, caller, null, form, fields.Faults, StatusCodes.Status400BadRequest, ct);
    }

    private static Task<DecideResult> RecordAsync(int urn, Guid partner, Request request, Caller caller, Store store, TimeProvider clock, CancellationToken ct)
    {
        var id = PartnerId.Of(partner);
        return store.DecideAsync(
            Partner.Aggregate, id.StreamAt(urn), version: null, state => Decide(state, id, request, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
    }
}
