using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>Tells everything that a service holds on a learner of a school; nothing of one it does not know.</summary>
public interface IHeldOnLearners
{
    Task<HeldPart> OfAsync(int urn, Guid learner, CancellationToken ct);
}

/// <summary>Who looks after records sees what a service holds on a learner, as a part of the copy that answers a subject access request, and for programs.</summary>
public static class ShowHeld
{
    /// <summary>Who looks after a school's records.</summary>
    public static readonly Role[] Readers = [Role.Head, Role.DataManager];

    /// <summary>The page and the answer.</summary>
    /// <param name="path">The first part of the service's paths: "activity".</param>
    /// <param name="special">Whether there may be special-category data among it.</param>
    public static void MapHeld<THeld>(this IEndpointRouteBuilder app, string path, bool special)
        where THeld : IHeldOnLearners
    {
        app.MapGet($"/api/v1/{path}/schools/{{urn:int}}/learners/{{learnerId:guid}}/held", AnswerAsync<THeld>)
            .Audited("everything-held", AuditAct.Exported, AuditPurpose.Accountability, special).RequireRoles(Readers).InSchool().WithName("held").WithTags("Records")
            .WithSummary("Everything that this service holds on a learner.");
        app.MapGet($"/{path}/schools/{{urn:int}}/learners/{{learnerId:guid}}/held", ShowAsync<THeld>)
            .Audited("everything-held", AuditAct.Exported, AuditPurpose.Accountability, special).RequireRoles(Readers).InSchool();
    }

    private static async Task<Ok<HeldPart>> AnswerAsync<THeld>(int urn, Guid learnerId, [FromQuery(Name = "leave-out")] string? leaveOut, THeld held, CancellationToken ct)
        where THeld : IHeldOnLearners => TypedResults.Ok((await held.OfAsync(urn, learnerId, ct)).Without(leaveOut));

    private static async Task<RazorComponentResult<HeldSection>> ShowAsync<THeld>(int urn, Guid learnerId, [FromQuery(Name = "leave-out")] string? leaveOut, THeld held, CancellationToken ct)
        where THeld : IHeldOnLearners => new(new { Part = (await held.OfAsync(urn, learnerId, ct)).Without(leaveOut) });
}
