using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.Access.Memberships;

/// <summary>A membership as its events tell it.</summary>
public sealed record MembershipRow(
    string TenantId, Guid MembershipId, Guid PersonId, string Role, DateOnly FromDay, DateOnly? UntilDay, string GrantedBy, DateTimeOffset InvitedAt,
    DateTimeOffset? AcceptedAt, DateTimeOffset? EndedAt, int Revision)
{
    public static readonly Projection<MembershipRow> Projection = EventStore.Projection.For<MembershipRow>("memberships")
        .Table("memberships", "tenant_id", "membership_id").Ddl("Memberships.MembershipList.sql")
        .On<MemberInvited>((e, _) => e.MembershipId.Value, (_, e, stored) => new MembershipRow(
            stored.Stream.Tenant.Value, e.MembershipId.Value, e.PersonId.Value, RoleNames.Of(e.Role), e.From, e.Until, e.GrantedBy, e.InvitedAt, null, null, 0))
        .On<InvitationAccepted>((e, _) => e.MembershipId.Value, (row, e, _) => row is null ? null : row with { AcceptedAt = e.AcceptedAt })
        .On<MembershipChanged>(
            (e, _) => e.MembershipId.Value,
            (row, e, _) => row is null ? null : row with { Role = RoleNames.Of(e.Role), FromDay = e.From, UntilDay = e.Until, Revision = row.Revision + 1 })
        .On<MembershipEnded>((e, _) => e.MembershipId.Value, (row, e, _) => row is null ? null : row with { EndedAt = e.EndedAt, Revision = row.Revision + 1 });
}

/// <summary>How a membership stands.</summary>
public enum MembershipState
{
    Invited,
    Lapsed,
    Coming,
    Current,
    Over,
}

/// <summary>Somebody's membership with who they are.</summary>
public sealed class MemberItem
{
    public required string TenantId { get; init; }

    public required Guid MembershipId { get; init; }

    public required Guid PersonId { get; init; }

    public required string RoleName { get; init; }

    public required DateOnly FromDay { get; init; }

    public DateOnly? UntilDay { get; init; }

    public required DateTime InvitedAt { get; init; }

    public DateTime? AcceptedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public required int Revision { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? GrantedByName { get; init; }

    public bool Disabled { get; init; }

    public Role Role => RoleNames.TryParse(RoleName, out var role) ? role : default;

    public MembershipId Id => Memberships.MembershipId.Of(MembershipId);

    public string Called => Name is { Length: > 0 } ? Name : Email ?? "Somebody whose details were erased";

    /// <summary>How tokens and the list of revocations name the membership as it is now.</summary>
    public string TokenId => TokenIdOf(Id, Revision);

    public Organisation Organisation => Organisation.Of(TenantId)!;

    public static string TokenIdOf(MembershipId id, int revision) => $"{id}.{revision}";

    public MembershipState StateOn(DateOnly today, DateTimeOffset now) => this switch
    {
        { EndedAt: not null } => MembershipState.Over,
        { AcceptedAt: null } when (now.UtcDateTime - InvitedAt).TotalDays > Membership.InvitationDays => MembershipState.Lapsed,
        { AcceptedAt: null } => MembershipState.Invited,
        _ when UntilDay < today => MembershipState.Over,
        _ => FromDay > today ? MembershipState.Coming : MembershipState.Current,
    };
}

/// <summary>Who may act where.</summary>
public sealed class MembershipList(Store store)
{
    /// <summary>Everybody at an organisation, by name.</summary>
    public Task<IReadOnlyList<MemberItem>> AtAsync(Organisation organisation, CancellationToken ct) => ListAsync(organisation.Tenant.Value, null, null, ct);

    public async Task<MemberItem?> FindAsync(Organisation organisation, MembershipId id, CancellationToken ct) =>
        await ListAsync(organisation.Tenant.Value, null, id.Value, ct) is [var found] ? found : null;

    public async Task<MemberItem?> FindAsync(MembershipId id, CancellationToken ct) => await ListAsync(null, null, id.Value, ct) is [var found] ? found : null;

    /// <summary>Everywhere that a person may act, may have acted or is invited to.</summary>
    public Task<IReadOnlyList<MemberItem>> OfAsync(PersonId person, CancellationToken ct) => ListAsync(null, person.Value, null, ct);

    private async Task<IReadOnlyList<MemberItem>> ListAsync(string? tenant, Guid? person, Guid? membership, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<MemberItem>(new CommandDefinition(
            store.Sql(typeof(MembershipList).Assembly, "Memberships.FindMembers.sql"), new { tenant, person, membership }, cancellationToken: ct))];
    }
}
