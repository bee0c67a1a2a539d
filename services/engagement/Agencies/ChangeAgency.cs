using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator changes an agency's name, or to which schools and for which reasons it may refer.</summary>
public static class ChangeAgency
{
    public static Decision Decide(AgencyId id, RegisterAgency.Request request, DateTimeOffset now) =>
        Decision.Accept(new AgencyChanged(id, request.Name, request.Sector, request.Schools, request.LocalAuthorities, request.Reasons, now));

    public static void Map(WebApplication app)
    {
        app.MapGet("/engagement/agencies/{id:guid}/change", AskAsync)
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost("/engagement/agencies/{id:guid}/change", SubmitAsync)
            .Audited("agency", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<IResult> AskAsync(Guid id, Caller caller, AgencyList agencies, CancellationToken ct) =>
        await agencies.FindAsync(AgencyId.Of(id), ct) is { } agency
            ? new RazorComponentResult<AgencyFormPage>(new { Caller = caller, Agency = agency })
            : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(Guid id, HttpRequest http, Caller caller, AgencyList agencies, Store store, TimeProvider clock, CancellationToken ct)
    {
        if (await agencies.FindAsync(AgencyId.Of(id), ct) is not { } agency)
        {
            return Problems.NotFound();
        }

        var form = await http.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        if (RegisterAgency.Request.Read(fields) is not { } request)
        {
            return new RazorComponentResult<AgencyFormPage>(new { Caller = caller, Agency = agency, Form = form, Errors = fields.Faults })
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }

        var agencyId = AgencyId.Of(id);
        await store.DecideAsync(
            Agency.Aggregate, agencyId.Stream, version: null, _ => Decide(agencyId, request, clock.GetUtcNow()), EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
        return TypedResults.LocalRedirect($"/engagement/agencies/{id}");
    }
}
