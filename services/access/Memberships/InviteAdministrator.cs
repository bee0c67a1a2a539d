using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Memberships;

/// <summary>The command <c>invite-administrator EMAIL</c>: the first administrator of Cohesion, whom nobody else could invite.</summary>
public static class InviteAdministrator
{
    /// <summary>The exit code: 0 when invited, 2 for no address, 1 when refused.</summary>
    public static async Task<int> RunAsync(WebApplication app, string address)
    {
        if (!EmailAddress.TryParse(address, out var email))
        {
            await Console.Error.WriteLineAsync("That is no e-mail address.");
            return 2;
        }

        var services = app.Services;
        await services.GetRequiredService<Store>().SetUpAsync(CancellationToken.None);
        var work = services.GetRequiredService<MemberWork>();
        var result = await services.GetRequiredService<InviteMember>().InviteAsync(
            Organisation.Cohesion, MembershipId.Of(Guid.CreateVersion7(work.Now)), email, new MemberTerms(Role.Administrator, work.Today, null), Granting.ByCommand, CancellationToken.None);
        if (result is DecideResult.Refused(_, var reason))
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }

        Console.WriteLine("Invited. They are Cohesion's administrator once they sign in with an account that has this address.");
        return 0;
    }
}
