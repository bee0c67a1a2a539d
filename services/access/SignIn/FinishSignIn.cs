using Cohesion.Access.Memberships;
using Cohesion.Access.People;
using Cohesion.Access.Providers;
using Cohesion.Access.Sessions;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Where a provider sends the browser back: what it brings is checked, the person recognised, their invitations accepted, and the session started.</summary>
public sealed class FinishSignIn(
    SignInProviders providers, SignInAttempts attempts, RecognisePerson people, AcceptInvitations invitations, BrowserSession browser, ActingCallers callers,
    SignInRecord record, ILogger<FinishSignIn> logger)
{
    public static void Map(WebApplication app) => app.MapGet("/access/sign-in/back/{provider}", (
        string provider, string? code, string? state, string? iss, HttpContext context, FinishSignIn finish, CancellationToken ct) =>
        finish.HandleAsync(provider, code, state, iss, context, ct)).AllowAnonymous().LimitSignIn();

    private async Task<IResult> HandleAsync(string name, string? code, string? state, string? issuer, HttpContext context, CancellationToken ct)
    {
        if (providers.Find(name) is not { } provider)
        {
            return Problems.NotFound();
        }

        var cookie = SessionCookies.Named(context.Request, BeginSignIn.BrowserCookie);
        if (await attempts.TakeAsync(state, context.Request.Cookies[cookie], name, ct) is not { } attempt)
        {
            return Refuse(name, "state", SignInFailedPage.StartAgain());
        }

        try
        {
            if (!await provider.SentAsync(issuer, ct))
            {
                return Refuse(name, "issuer", SignInFailedPage.NotProved(provider));
            }

            return string.IsNullOrEmpty(code)
                ? SignInFailedPage.Cancelled(provider)
                : await provider.ProveAsync(code, attempt.Challenge, BeginSignIn.ReturnTo(context.Request, name), ct) switch
                {
                    Proof.Given(var identity) => await LetInAsync(context, identity, attempt.ReturnUrl, ct),
                    Proof.Refused(var reason) => Refuse(name, reason, SignInFailedPage.NotProved(provider)),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
        }
        catch (ProviderAwayException away)
        {
            logger.ProviderAway(name, away.InnerException?.GetType().Name ?? "wrong issuer");
            return SignInFailedPage.Away(context, provider);
        }
    }

    private async Task<IResult> LetInAsync(HttpContext context, ProvedIdentity identity, string returnUrl, CancellationToken ct)
    {
        if (await people.FindAsync(identity, ct) is not { } person)
        {
            return Refuse(identity.Provider, "not-invited", SignInFailedPage.NotInvited());
        }

        var open = await invitations.RunAsync(person, ct);
        if (open.Count == 0)
        {
            return Refuse(identity.Provider, "no-membership", SignInFailedPage.NotInvited());
        }

        var session = await browser.StartAsync(context, person.ToString(), identity.Provider, open.Count == 1 ? open[0].MembershipId : null, null, ct);
        if (await callers.OfAsync(session, ct) is not { } acting)
        {
            return TypedResults.Redirect($"{ChoosePlace.Path}?returnUrl={Uri.EscapeDataString(returnUrl)}");
        }

        await browser.BeginAsync(context, session, acting, ct);
        return TypedResults.Redirect(returnUrl);
    }

    private RazorComponentResult<SignInFailedPage> Refuse(string provider, string reason, RazorComponentResult<SignInFailedPage> page)
    {
        logger.SignInRefused(provider, reason);
        record.Refuse();
        return page;
    }
}
