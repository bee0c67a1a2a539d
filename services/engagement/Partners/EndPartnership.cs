using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>A school ends its work with a partner; what they did together stays on record, whom one spoke to there does not.</summary>
public static class EndPartnership
{
    /// <summary>The page of a partner asks for the day of a contact too, so that the two need different names there.</summary>
    internal const string FieldOfPage = "ended";

    public sealed record Request(DateOnly On)
    {
        public static Request? Read(Fields fields, DateOnly today)
        {
            var on = fields.IsForm ? FieldOfPage : "on";
            var request = new Request(fields.Date(on, "the day it ended") ?? default);
            if (request.On > today)
            {
                fields.Wrong<object>(on, "in-the-future", "The day it ended cannot be in the future");
            }

            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Partner partner, PartnerId id, Request request, DateTimeOffset now) => partner.Since > request.On
        ? Decision.Refuse("ended-before-it-began", "A partnership cannot end before it began.")
        : partner.WhileItLasts(new PartnershipEnded(id, request.On, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/partners/{id:guid}/ending", HandleAsync)
            .Audited("partner", AuditAct.Changed, AuditPurpose.Partnership, stream: "partner").RequireRoles(ListPartners.Keepers).Idempotent().Accepts<Request>("application/json").WithTags("Partners");
        app.MapPost("/engagement/schools/{urn:int}/partners/{id:guid}/ending", SubmitAsync)
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

        if (Request.Read(fields, London.Today(clock)) is not { } request)
        {
            return Problems.Invalid(fields.Faults);
        }

        if (await EndAsync(urn, id, request, caller, partners, store, clock, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SubmitAsync(
        int urn, Guid id, HttpRequest request, Caller caller, PartnerPages pages, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        if (Request.Read(fields, London.Today(clock)) is { } ending)
        {
            var result = await EndAsync(urn, id, ending, caller, partners, store, clock, ct);
            if (result is not DecideResult.Refused(var code, var reason))
            {
                return result is DecideResult.Done ? TypedResults.LocalRedirect($"/engagement/schools/{urn}/partners/{id}?done=ended") : Problems.From(result);
            }

            fields.Wrong<object>(FieldOfPage, code, reason);
        }

        return await pages.ShowAsync(urn, id, caller, null, form, fields.Faults, StatusCodes.Status400BadRequest, ct);
    }

    private static Task<DecideResult> EndAsync(
        int urn, Guid partner, Request request, Caller caller, PartnerList partners, Store store, TimeProvider clock, CancellationToken ct)
    {
        var id = PartnerId.Of(partner);
        return store.DecideAsync(
            Partner.Aggregate, id.StreamAt(urn), version: null, state => Decide(state, id, request, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct,
            alongside: (work, inside) => partners.KeepContactPersonAsync(work, urn, id, null, inside));
    }
}
