using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Memberships;

/// <summary>Who may act at an organisation, as what, from and until when, and who said so.</summary>
public static class ListMembers
{
    public const int PageSize = 25;

    /// <summary>One person in one role.</summary>
    /// <param name="State">invited, lapsed (the invitation waited too long), coming, current or over.</param>
    public sealed record Item(
        Guid MembershipId, string? Name, string? Email, string Role, DateOnly From, DateOnly? Until, MembershipState State, string? GrantedBy)
    {
        internal static Item Of(MemberItem member, MemberWork work) => new(
            member.MembershipId, member.Name, member.Email, member.RoleName, member.FromDay, member.UntilDay, member.StateOn(work.Today, work.Now), member.GrantedByName);
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/access/members/{tenant}", HandleAsync)
            .Audited("members", AuditAct.Saw, AuditPurpose.Access).RequireRoles(MemberWork.Keepers).WithTags("Members");
        app.MapGet("/access/members/{tenant}", ShowAsync)
            .Audited("members", AuditAct.Saw, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
    }

    private static async Task<Results<Ok<IReadOnlyList<Item>>, ProblemHttpResult>> HandleAsync(
        string tenant, Caller caller, MemberWork work, MembershipList members, CancellationToken ct) =>
        await work.OpenAsync(tenant, caller, ct) is var (organisation, _)
            ? TypedResults.Ok<IReadOnlyList<Item>>([.. (await members.AtAsync(organisation, ct)).Select(member => Item.Of(member, work))])
            : Problems.NotFound();

    private static async Task<Results<RazorComponentResult<ListMembersPage>, ProblemHttpResult>> ShowAsync(
        string tenant, string? show, string? done, int? page, Caller caller, MemberWork work, MembershipList members, CancellationToken ct) =>
        await work.OpenAsync(tenant, caller, ct) is var (organisation, place)
            ? new RazorComponentResult<ListMembersPage>(new
            {
                Caller = caller,
                Organisation = organisation,
                Place = place,
                Members = await members.AtAsync(organisation, ct),
                work.Today,
                work.Now,
                Show = show ?? "",
                Done = done,
                Number = Math.Max(1, page ?? 1),
            })
            : Problems.NotFound();
}
