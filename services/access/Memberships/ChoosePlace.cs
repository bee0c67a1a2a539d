using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.Access.Sessions;
using Cohesion.Access.SignIn;
using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Access.Memberships;

/// <summary>Where somebody may act, and where they act now; they choose after signing in and may switch.</summary>
public static class ChoosePlace
{
    public const string Path = "/access/places";

    public static void Map(WebApplication app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous();
        app.MapPost(Path, HandleAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(
        string? returnUrl, HttpContext context, BrowserSession browser, ActingCallers callers, AcceptInvitations invitations, OrganisationNames names, CancellationToken ct) =>
        await browser.FindAsync(context, ct) is { } session
            ? await PageAsync(session, returnUrl, [], callers, invitations, names, ct)
            : Results.Redirect(SessionTokens.SignInPath);

    private static async Task<IResult> HandleAsync(
        HttpContext context, BrowserSession browser, SessionList sessions, ActingCallers callers, AcceptInvitations invitations, OrganisationNames names, CancellationToken ct)
    {
        if (await browser.FindAsync(context, ct) is not { } session)
        {
            return Results.Redirect(SessionTokens.SignInPath);
        }

        var form = await context.Request.ReadFormAsync(ct);
        var returnUrl = form["returnUrl"].ToString();
        if (Guid.TryParse(form["membership"], out var chosen) && await callers.OfAsync(session with { MembershipId = chosen }, ct) is { MembershipTokenId: not null } acting)
        {
            await sessions.ChooseAsync(session, chosen, ct);
            await browser.BeginAsync(context, session, acting, ct);
            return Results.Redirect(SignInToCohesion.IsOwnPath(returnUrl) ? returnUrl : SignInToCohesion.Home);
        }

        return await PageAsync(session, returnUrl, [new Fault("membership", "required", "Choose where you want to act")], callers, invitations, names, ct);
    }

    private static async Task<IResult> PageAsync(
        Session session, string? returnUrl, IReadOnlyList<Fault> faults, ActingCallers callers, AcceptInvitations invitations, OrganisationNames names, CancellationToken ct)
    {
        var acting = await callers.OfAsync(session, ct);
        var open = PersonId.TryParse(session.PersonId, out var person) ? await invitations.RunAsync(person, ct) : [];
        var offered = new List<Option>();
        foreach (var member in open)
        {
            offered.Add(new Option(member.MembershipId.ToString(), await names.NameAsync(member.Organisation, ct), RoleNames.Spoken(member.Role)));
        }

        return new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<ChoosePlacePage>(
            new { acting?.Caller, Offered = offered, Current = session.MembershipId?.ToString(), ReturnUrl = returnUrl, IsDemo = session.Provider is null, Errors = faults })
        {
            StatusCode = faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }
}
