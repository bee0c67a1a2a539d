using Cohesion.Contracts;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>One partner: whom to speak to, when last in touch, what they did.</summary>
public static class ShowPartner
{
    /// <summary>A partner as the API shows it.</summary>
    public sealed record Shown(
        Guid Id, string Name, string Sector, string? Community, DateOnly? Since, DateOnly? LastContact, string? LastMedium, DateOnly? Ended, int Sessions, int Presences,
        DateOnly? LastActivity, bool Lapsed, PartnerContactPerson? Contact)
    {
        public static Shown Of(PartnerListItem item, PartnerContactPerson? contact, DateOnly today) => new(
            item.PartnerId, item.Name, item.Sector, item.Community, item.Since, item.LastContact, item.LastMedium, item.Ended, item.Sessions, item.Presences,
            item.LastActivity, item.IsLapsed(today), contact);
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/partners/{id:guid}", ReadAsync)
            .Audited("partner", AuditAct.Saw, AuditPurpose.Partnership, stream: "partner").RequireRoles(ListPartners.Readers).WithTags("Partners");
        app.MapGet(
            "/engagement/schools/{urn:int}/partners/{id:guid}",
            (int urn, Guid id, string? done, Caller caller, PartnerPages pages, CancellationToken ct) =>
                pages.ShowAsync(urn, id, caller, done, null, [], StatusCodes.Status200OK, ct))
                    .Audited("partner", AuditAct.Saw, AuditPurpose.Partnership).RequireRoles(ListPartners.Readers).InSchool();
    }

    private static async Task<Results<Ok<Shown>, ProblemHttpResult>> ReadAsync(
        int urn, Guid id, Caller caller, PartnerList partners, Store store, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var partner = PartnerId.Of(id);
        if (!caller.MayActFor(urn) || await partners.FindAsync(urn, partner, ct) is not { } item)
        {
            return Problems.NotFound();
        }

        response.SetVersion((await store.LoadAsync(Partner.Aggregate, partner.StreamAt(urn), ct)).Version);
        return TypedResults.Ok(Shown.Of(item, await partners.ContactPersonAsync(urn, partner, ct), London.Today(clock)));
    }
}

/// <summary>The page of one partner, as opening it, noting a contact and ending it show it.</summary>
public sealed class PartnerPages(PartnerList partners, SchoolList schools, TimeProvider clock)
{
    public async Task<IResult> ShowAsync(
        int urn, Guid id, Caller caller, string? done, IFormCollection? form, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        var partner = PartnerId.Of(id);
        return await partners.FindAsync(urn, partner, ct) is { } item
            ? new RazorComponentResult<ShowPartnerPage>(new
            {
                Caller = caller,
                Place = await schools.PlaceAsync(urn, ct),
                Partner = item,
                Contact = await partners.ContactPersonAsync(urn, partner, ct),
                Sessions = await partners.SessionsAsync(urn, partner, ct),
                Today = London.Today(clock),
                Done = done,
                Form = form,
                Errors = errors,
            })
            { StatusCode = status }
            : Problems.NotFound();
    }
}
