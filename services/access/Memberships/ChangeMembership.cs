using Cohesion.Access.Organisations;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Memberships;

/// <summary>Somebody acts as something else, or from or until another day.</summary>
public static class ChangeMembership
{
    public sealed record Request(string? Role, string? From, string? Until);

    public static Decision Decide(Members members, MembershipId id, Organisation organisation, MemberTerms terms, Granting granting, DateOnly today, DateTimeOffset now)
    {
        if (members.Find(id) is not { Ended: false } membership)
        {
            return Decision.Refuse("membership-ended", "This membership has ended. Invite the person again.");
        }

        if (granting.IsAbout(membership))
        {
            return Decision.Refuse("about-oneself", "You cannot change your own role. Ask another administrator.");
        }

        if ((granting.Refuses(members, organisation, membership.Role, terms.Until) ?? granting.Refuses(members, organisation, terms.Role, terms.Until)) is { } refusal)
        {
            return refusal;
        }

        var leaves = EndMembership.LooksAfter(membership, organisation, today) && (terms.Role != organisation.Administrator || terms.Until is not null || terms.From > today);
        if (leaves && !members.IsLookedAfterWithout(id, organisation.Administrator, today))
        {
            return EndMembership.LastOne;
        }

        return terms == new MemberTerms(membership.Role, membership.From, membership.Until)
            ? Decision.Accept()
            : Decision.Accept(new MembershipChanged(id, terms.Role, terms.From, terms.Until, granting.PersonId, now));
    }

    public static void Map(WebApplication app)
    {
        app.MapPut("/api/v1/access/members/{tenant}/{id:guid}", HandleAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers).WithTags("Members");
        app.MapGet("/access/members/{tenant}/{id:guid}", AskAsync)
            .Audited("membership", AuditAct.Saw, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
        app.MapPost("/access/members/{tenant}/{id:guid}", SubmitAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string tenant, Guid id, Request request, Caller caller, MemberWork work, HttpContext http, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, _))
        {
            return Problems.NotFound();
        }

        var faults = new List<Fault>();
        if (work.Read(request.Role, request.From, request.Until, faults) is not { } terms)
        {
            return Problems.Invalid(faults);
        }

        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Stale();
        }

        if (await ChangeAsync(work, organisation, MembershipId.Of(id), version, terms, caller, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AskAsync(string tenant, Guid id, Caller caller, MemberWork work, MembershipList members, CancellationToken ct) =>
        await work.OpenAsync(tenant, caller, ct) is var (organisation, place) && await members.FindAsync(organisation, MembershipId.Of(id), ct) is { } member
            ? MemberPage.For(caller, place, member, work, null, [])
            : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(
        string tenant, Guid id, HttpRequest request, Caller caller, MemberWork work, MembershipList members, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, place) || await members.FindAsync(organisation, MembershipId.Of(id), ct) is not { } member)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var faults = new List<Fault>();
        if (work.Read(form, member.FromDay, faults) is { } terms)
        {
            if (await ChangeAsync(work, organisation, member.Id, null, terms, caller, ct) is not DecideResult.Refused(var code, var reason))
            {
                return TypedResults.LocalRedirect($"/access/members/{tenant}?done=changed");
            }

            faults.Add(new Fault(code == "longer-than-held" ? "until" : "role", code, reason));
        }

        return MemberPage.For(caller, place, member, work, form, faults);
    }

    private static Task<DecideResult> ChangeAsync(
        MemberWork work, Organisation organisation, MembershipId id, long? version, MemberTerms terms, Caller caller, CancellationToken ct) =>
        work.DecideAsync(
            organisation, id, version, caller.PersonId,
            members => Decide(members, id, organisation, terms, Granting.By(caller), work.Today, work.Now), ct);
}
