using Cohesion.Access.Schools;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Agreements;

/// <summary>What a school shares with its trust and its local authority, and what it has shared.</summary>
public static class ListAgreements
{
    /// <summary>One agreement.</summary>
    /// <param name="State">current, coming or over.</param>
    public sealed record Item(
        Guid AgreementId, string With, IReadOnlyList<string> Shares, string Basis, DateOnly From, DateOnly? Until, AgreementState State, DateTimeOffset AgreedAt, DateTimeOffset? EndedAt)
    {
        internal static Item Of(AgreementItem item, DateOnly today) => new(
            item.AgreementId, item.With, item.Shares, item.Basis, item.FromDay, item.UntilDay, item.StateOn(today), new(item.AgreedAt, TimeSpan.Zero),
            item.EndedAt is { } ended ? new DateTimeOffset(ended, TimeSpan.Zero) : null);
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/access/schools/{urn:int}/agreements", HandleAsync)
            .Audited("sharing-agreements", AuditAct.Saw, AuditPurpose.Access).RequireRoles(RecordAgreement.Keepers).InSchool().WithTags("Sharing");
        app.MapGet("/access/schools/{urn:int}/agreements", ShowAsync)
            .Audited("sharing-agreements", AuditAct.Saw, AuditPurpose.Access).RequireRoles(RecordAgreement.Keepers).InSchool();
    }

    private static async Task<Ok<IReadOnlyList<Item>>> HandleAsync(int urn, AgreementList agreements, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<Item>>([.. (await agreements.OfAsync(urn, ct)).Select(item => Item.Of(item, London.Today(clock)))]);

    private static async Task<Results<RazorComponentResult<AgreementsPage>, ProblemHttpResult>> ShowAsync(
        int urn, string? done, Caller caller, KnownSchools schools, AgreementList agreements, TimeProvider clock, CancellationToken ct) =>
        await schools.FindAsync(urn, ct) is { } school
            ? new RazorComponentResult<AgreementsPage>(new
            {
                Caller = caller,
                School = SharingSchool.Of(school),
                Agreements = await agreements.OfAsync(urn, ct),
                Today = London.Today(clock),
                Done = done,
            })
            : Problems.NotFound();
}
