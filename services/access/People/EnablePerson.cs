using Cohesion.Access.Sessions;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.People;

/// <summary>Cohesion's administrator lets somebody sign in again who had been locked out.</summary>
public static class EnablePerson
{
    public static Decision Decide(Person person, PersonId id, string by, DateTimeOffset now) =>
        person.Disabled ? Decision.Accept(new PersonEnabled(id, by, now)) : Decision.Accept();

    public static void Map(WebApplication app) =>
        app.MapPost("/api/v1/access/people/{id:guid}/enabling", HandleAsync)
            .Audited("person", AuditAct.Changed, AuditPurpose.Access, forPlatform: true).RequireRoles(Role.Administrator).Idempotent().WithTags("People");

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Store store, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var person = PersonId.Of(id);
        var result = await store.DecideAsync(
            Person.Aggregate, person.Stream, version: null, state => Decide(state, person, caller.PersonId, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, alongside: (work, inside) => revocations.RemoveAsync(work, person.ToString(), inside));
        return result is DecideResult.Done ? TypedResults.NoContent() : Problems.From(result);
    }
}
