using Cohesion.Access.Organisations;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Memberships;

/// <summary>Somebody acts there no longer, from this moment; their tokens are refused everywhere within a minute.</summary>
public static class EndMembership
{
    internal static readonly Decision LastOne = Decision.Refuse("last-administrator", "Nobody else looks after this organisation. Make somebody else its administrator first.");

    public static Decision Decide(Members members, MembershipId id, Organisation organisation, Granting granting, DateOnly today, DateTimeOffset now)
    {
        if (members.Find(id) is not { Ended: false } membership)
        {
            return Decision.Accept(); // it has ended: what was asked for is so
        }

        if (!granting.IsAbout(membership) && granting.Refuses(members, organisation, membership.Role, today) is { } refusal)
        {
            return refusal;
        }

        return LooksAfter(membership, organisation, today) && !members.IsLookedAfterWithout(id, organisation.Administrator, today)
            ? LastOne
            : Decision.Accept(new MembershipEnded(id, granting.PersonId, now));
    }

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/access/members/{tenant}/{id:guid}/ending", HandleAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers).Idempotent().WithTags("Members");
        app.MapPost("/access/members/{tenant}/{id:guid}/end", SubmitAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
    }

    internal static bool LooksAfter(Membership membership, Organisation organisation, DateOnly today) =>
        membership.Role == organisation.Administrator && membership.Until is null && membership.HoldsOn(today);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        string tenant, Guid id, Caller caller, MemberWork work, HttpResponse response, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, _))
        {
            return Problems.NotFound();
        }

        if (await EndAsync(work, organisation, MembershipId.Of(id), caller, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SubmitAsync(string tenant, Guid id, Caller caller, MemberWork work, MembershipList members, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, place) || await members.FindAsync(organisation, MembershipId.Of(id), ct) is not { } member)
        {
            return Problems.NotFound();
        }

        return await EndAsync(work, organisation, member.Id, caller, ct) is DecideResult.Refused(var code, var reason)
            ? MemberPage.For(caller, place, member, work, null, [new Fault("", code, reason)])
            : TypedResults.LocalRedirect($"/access/members/{tenant}?done=ended");
    }

    private static Task<DecideResult> EndAsync(MemberWork work, Organisation organisation, MembershipId id, Caller caller, CancellationToken ct) => work.DecideAsync(
        organisation, id, null, caller.PersonId, members => Decide(members, id, organisation, Granting.By(caller), work.Today, work.Now), ct);
}
