using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.People;

[JsonConverter(typeof(IdentityJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IIdentity<PersonId>
{
    /// <summary>Whom the personal texts are about: each person has a key of their own.</summary>
    public Subject Subject => Subject.Of(Value);

    public StreamKey Stream => new(Tenant.Platform, ToString());

    public static PersonId Of(Guid value) => new(value);

    /// <summary>Reads "person-…", as tokens and sessions name people; demo people are none.</summary>
    public static bool TryParse(string text, out PersonId id)
    {
        var isOne = Guid.TryParseExact(text.StartsWith("person-", StringComparison.Ordinal) ? text["person-".Length..] : "", "D", out var value);
        id = new(value);
        return isOne;
    }

    public override string ToString() => $"person-{Value:D}";
}

/// <summary>Somebody was invited for the first time; the address is how they will be known again.</summary>
public sealed record PersonInvited(PersonId PersonId, PersonalText Email, DateTimeOffset InvitedAt);

/// <summary>Somebody signed in with the address they were invited by; from now on they are known by what the provider calls them.</summary>
public sealed record IdentityLinked(PersonId PersonId, string Provider, PersonalText ProviderSubject, PersonalText Name, DateTimeOffset LinkedAt);

/// <summary>The provider calls the person by another name than before.</summary>
public sealed record PersonRenamed(PersonId PersonId, PersonalText Name, DateTimeOffset RenamedAt);

/// <summary>Nobody signs in as this person any more, whatever memberships they have.</summary>
public sealed record PersonDisabled(PersonId PersonId, string DisabledBy, DateTimeOffset DisabledAt);

public sealed record PersonEnabled(PersonId PersonId, string EnabledBy, DateTimeOffset EnabledAt);

/// <summary>Somebody who may sign in, once an invitation names them.</summary>
public sealed record Person(bool Invited, string? Provider, string? ProviderSubject, string? Name, bool Disabled)
{
    public static readonly Aggregate<Person> Aggregate = new("person", new Person(false, null, null, null, false), Evolve);

    public static Person Evolve(Person person, object @event) => @event switch
    {
        PersonInvited => person with { Invited = true },
        IdentityLinked e => person with { Provider = e.Provider, ProviderSubject = e.ProviderSubject.Text, Name = e.Name.Text },
        PersonRenamed e => person with { Name = e.Name.Text },
        PersonDisabled => person with { Disabled = true },
        PersonEnabled => person with { Disabled = false },
        _ => person,
    };
}
