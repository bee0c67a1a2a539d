using Cohesion.Activity.Activities;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Roll;

/// <summary>The learners of a school as its registers list them, for a program that plans or takes registers: it has to know who is who.</summary>
public static class ListLearners
{
    /// <summary>The whole roll: one school's fits on a page.</summary>
    public sealed record Response(IReadOnlyList<RollLearner> Items, string? Next);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/participation/{urn:int}/learners", HandleAsync)
            .Audited("learners", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().WithName("listLearners");

    private static async Task<Ok<Response>> HandleAsync(int urn, SchoolRoll roll, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new Response(await roll.ExpectedAsync(Tenant.Of(urn), Audience.School, [], London.Today(clock), ct), null));
}
