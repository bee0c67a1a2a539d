using Cohesion.Access.Providers;
using Cohesion.EventStore;

namespace Cohesion.Access.People;

/// <summary>
/// Finds the person that a proved identity is: by what the provider calls them or, the first time, by the verified address they were invited by. An
/// address opens one identity only: who later comes with the same address by another account or provider is somebody else until invited anew.
/// </summary>
public sealed class RecognisePerson(Store store, PeopleList people, TimeProvider clock)
{
    private const int LongestName = 200;

    public static Decision Decide(Person person, PersonId id, ProvedIdentity identity, DateTimeOffset now) => person switch
    {
        { Invited: false } or { Disabled: true } => Decision.Refuse("not-invited", "Nobody has invited this person."),
        { Provider: null } => Decision.Accept(new IdentityLinked(
            id, identity.Provider, new PersonalText(id.Subject, identity.Subject), new PersonalText(id.Subject, Called(identity)), now)),
        _ when person.Provider != identity.Provider || person.ProviderSubject != identity.Subject => Decision.Refuse("another-identity", "This address belongs to another account."),
        _ when person.Name != Called(identity) => Decision.Accept(new PersonRenamed(id, new PersonalText(id.Subject, Called(identity)), now)),
        _ => Decision.Accept(),
    };

    /// <summary>Null for a stranger, for somebody disabled, and for an address that is somebody else's already.</summary>
    public async Task<PersonId?> FindAsync(ProvedIdentity identity, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("somebody is looked for to find out who they are");
        var row = await people.FindByIdentityAsync(identity.Provider, identity.Subject, ct)
            ?? (EmailAddress.TryParse(identity.Email, out var email) ? await people.FindByEmailAsync(email, ct) : null);
        if (row is null)
        {
            return null;
        }

        var result = await store.DecideAsync(
            Person.Aggregate, row.Id.Stream, version: null, person => Decide(person, row.Id, identity, clock.GetUtcNow()), EventMetadata.FromCurrentTrace(by: row.Id.ToString()), ct);
        return result is DecideResult.Done ? row.Id : null;
    }

    private static string Called(ProvedIdentity identity) => identity.Name.Length > LongestName ? identity.Name[..LongestName] : identity.Name;
}
