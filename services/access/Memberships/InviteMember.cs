using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Cohesion.Access.Memberships;

/// <summary>Invites somebody by e-mail address to act at an organisation; it holds once they sign in with an account that has this address.</summary>
public sealed class InviteMember(Store store, PeopleList people, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>Whom to invite, as what, and for how long.</summary>
    /// <param name="Role">For instance "teacher".</param>
    /// <param name="From">The first day, today if left out: "2026-11-22".</param>
    /// <param name="Until">The last day; without one it lasts until it is ended.</param>
    public sealed record Request(string? Email, string? Role, string? From, string? Until);

    public sealed record Response(Guid MembershipId);

    public static Decision Decide(
        Members members, MembershipId id, PersonId person, Organisation organisation, MemberTerms terms, Granting granting, DateTimeOffset now)
    {
        if (members.Find(id) is not null)
        {
            return Decision.Accept(); // the same request again
        }

        if (person.ToString() == granting.PersonId)
        {
            return Decision.Refuse("about-oneself", "You cannot give yourself a role. Ask another administrator.");
        }

        if (granting.Refuses(members, organisation, terms.Role, terms.Until) is { } refusal)
        {
            return refusal;
        }

        var already = members.All.Values.Any(other => other.PersonId == person && other.Role == terms.Role && !other.Ended
            && (other.Accepted ? other.Until is null || other.Until >= terms.From : (now - other.InvitedAt).TotalDays <= Membership.InvitationDays));
        return already
            ? Decision.Refuse("already-invited", "They act there as that already, or are invited to.")
            : Decision.Accept(new MemberInvited(id, person, terms.Role, terms.From, terms.Until, granting.PersonId, now));
    }

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/access/members/{tenant}", HandleAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers).Idempotent().WithTags("Members");
        app.MapGet("/access/members/{tenant}/invite", AskAsync)
            .Audited("membership", AuditAct.Saw, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
        app.MapPost("/access/members/{tenant}/invite", SubmitAsync)
            .Audited("membership", AuditAct.Changed, AuditPurpose.Access).RequireRoles(MemberWork.Keepers);
    }

    /// <summary>Stores the invitation, and the person where the address is new.</summary>
    public async Task<DecideResult> InviteAsync(Organisation organisation, MembershipId id, string email, MemberTerms terms, Granting granting, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryAsync(organisation, id, email, terms, granting, ct) is { } result)
                {
                    return result;
                }
            }
            catch (PostgresException error) when (error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: PeopleList.OneAnAddress } && attempt < Tries)
            {
                // somebody else invited the same address for the first time; now it is known
            }

            if (attempt == Tries)
            {
                throw new StoreContendedException("Too many invitations at once.");
            }
        }
    }

    /// <summary>Null after a clash.</summary>
    private async Task<DecideResult?> TryAsync(Organisation organisation, MembershipId id, string email, MemberTerms terms, Granting granting, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("an address may be known from another organisation");
        var now = clock.GetUtcNow();
        var known = await people.FindByEmailAsync(email, ct);
        var person = known?.Id ?? PersonId.Of(Guid.CreateVersion7(now));
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(by: granting.PersonId), ct);
        if (known is null)
        {
            work.Append(person.Stream, Person.Aggregate.Alias, ExpectedVersion.MustNotExist, new PersonInvited(person, new PersonalText(person.Subject, email), now));
        }

        var decision = await work.DecideAsync(
            Members.Aggregate, Members.StreamOf(organisation), members => Decide(members, id, person, organisation, terms, granting, now), ct);
        return decision switch
        {
            Decision.Refused(var code, var reason) => new DecideResult.Refused(code, reason),
            Decision.Accepted { Events.Count: 0 } => new DecideResult.Done(0, []),
            _ => await work.CommitAsync(ct) is AppendResult.Appended appended ? new DecideResult.Done(appended.Version, appended.Events) : null,
        };
    }

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        string tenant, Request request, IdempotencyKey key, Caller caller, MemberWork work, InviteMember invite, HttpResponse response, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, _))
        {
            return Problems.NotFound();
        }

        var faults = new List<Fault>();
        var terms = work.Read(request.Role, request.From, request.Until, faults);
        if (!EmailAddress.TryParse(request.Email, out var email))
        {
            faults.Add(new Fault("email", "not-an-address", "Give an e-mail address, for instance name@school.example."));
        }

        if (terms is null || faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        var id = MembershipId.Of(key.Derive("membership"));
        if (await invite.InviteAsync(organisation, id, email, terms, Granting.By(caller), ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.Created($"/api/v1/access/members/{tenant}/{id.Value}", new Response(id.Value));
    }

    private static async Task<Results<RazorComponentResult<InviteMemberPage>, ProblemHttpResult>> AskAsync(string tenant, Caller caller, MemberWork work, CancellationToken ct) =>
        await work.OpenAsync(tenant, caller, ct) is var (organisation, place) ? Page(caller, organisation, place, null, []) : Problems.NotFound();

    private static async Task<Results<RazorComponentResult<InviteMemberPage>, RedirectHttpResult, ProblemHttpResult>> SubmitAsync(
        string tenant, HttpRequest request, Caller caller, MemberWork work, InviteMember invite, CancellationToken ct)
    {
        if (await work.OpenAsync(tenant, caller, ct) is not var (organisation, place))
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var faults = new List<Fault>();
        if (!EmailAddress.TryParse(form["email"], out var email))
        {
            faults.Add(new Fault("email", "not-an-address", "Enter an email address, like name@school.example"));
        }

        if (work.Read(form, work.Today, faults) is { } terms)
        {
            var id = MembershipId.Of(Guid.CreateVersion7(work.Now));
            if (await invite.InviteAsync(organisation, id, email, terms, Granting.By(caller), ct) is not DecideResult.Refused(var code, var reason))
            {
                return TypedResults.LocalRedirect($"/access/members/{tenant}?done=invited");
            }

            faults.Add(new Fault(code == "longer-than-held" ? "until" : code == "more-than-held" ? "role" : "email", code, reason));
        }

        return Page(caller, organisation, place, form, faults);
    }

    private static RazorComponentResult<InviteMemberPage> Page(Caller caller, Organisation organisation, Place place, IFormCollection? form, IReadOnlyList<Fault> faults) =>
        new(new { Caller = caller, Organisation = organisation, Place = place, Form = form, Errors = faults })
        {
            StatusCode = faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
}
