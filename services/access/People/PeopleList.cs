using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Access.People;

/// <summary>A person as sign-in finds them; what has been erased is null.</summary>
public sealed record PersonRow(string TenantId, Guid PersonId, string? Email, string? Name, string? Provider, string? ProviderSubject, bool Disabled)
{
    public static readonly Projection<PersonRow> Projection = EventStore.Projection.For<PersonRow>("people")
        .Table("people", "tenant_id", "person_id").Ddl("People.PeopleList.sql")
        .On<PersonInvited>((e, _) => e.PersonId.Value, (_, e, stored) => new PersonRow(stored.Stream.Tenant.Value, e.PersonId.Value, e.Email.Text, null, null, null, false))
        .On<IdentityLinked>(
            (e, _) => e.PersonId.Value,
            (row, e, _) => row is null ? null : row with { Provider = e.Provider, ProviderSubject = e.ProviderSubject.Text, Name = e.Name.Text })
        .On<PersonRenamed>((e, _) => e.PersonId.Value, (row, e, _) => row is null ? null : row with { Name = e.Name.Text })
        .On<PersonDisabled>((e, _) => e.PersonId.Value, (row, _, _) => row is null ? null : row with { Disabled = true })
        .On<PersonEnabled>((e, _) => e.PersonId.Value, (row, _, _) => row is null ? null : row with { Disabled = false });

    public PersonId Id => People.PersonId.Of(PersonId);
}

/// <summary>The people who have been invited.</summary>
public sealed class PeopleList(Store store)
{
    /// <summary>Two invitations of one address at once: the second is refused by this index.</summary>
    internal const string OneAnAddress = "people_email";

    public Task<PersonRow?> FindAsync(PersonId id, CancellationToken ct) => OneAsync("ById", new { id = id.Value }, ct);

    public Task<PersonRow?> FindByIdentityAsync(string provider, string subject, CancellationToken ct) => OneAsync("ByIdentity", new { provider, subject }, ct);

    /// <summary>Who has that address; null where nobody has.</summary>
    /// <param name="email">As <see cref="EmailAddress"/> writes it.</param>
    public Task<PersonRow?> FindByEmailAsync(string email, CancellationToken ct) => OneAsync("ByEmail", new { email }, ct);

    private async Task<PersonRow?> OneAsync(string by, object parameters, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<PersonRow>(new CommandDefinition(
            store.Sql(typeof(PeopleList).Assembly, $"People.FindPerson{by}.sql"), parameters, cancellationToken: ct));
    }
}
