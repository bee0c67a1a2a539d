using Cohesion.Access.Sessions;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.People;

/// <summary>Cohesion's administrator locks somebody out everywhere, for instance while an account may be in wrong hands; sessions end within a minute.</summary>
public static class DisablePerson
{
    public static Decision Decide(Person person, PersonId id, string by, DateTimeOffset now) => person switch
    {
        _ when id.ToString() == by => Decision.Refuse("about-oneself", "You cannot lock yourself out."),
        { Disabled: true } => Decision.Accept(),
        _ => Decision.Accept(new PersonDisabled(id, by, now)),
    };

    public static void Map(WebApplication app) =>
        app.MapPost("/api/v1/access/people/{id:guid}/disabling", HandleAsync)
            .Audited("person", AuditAct.Changed, AuditPurpose.Access, forPlatform: true).RequireRoles(Role.Administrator).Idempotent().WithTags("People");

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Store store, SessionList sessions, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var person = PersonId.Of(id);
        var result = await store.DecideAsync(
            Person.Aggregate, person.Stream, version: null, state => Decide(state, person, caller.PersonId, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, alongside: (work, inside) => revocations.AddAsync(work, person.ToString(), inside));
        if (result is not DecideResult.Done)
        {
            return Problems.From(result);
        }

        await sessions.EndAllAsync(person.ToString(), ct);
        await revocations.HereAsync(ct);
        return TypedResults.NoContent();
    }
}
