using Cohesion.EventStore;

namespace Cohesion.Engagement.Partners;

/// <summary>A partner as its events tell it.</summary>
public sealed record PartnerRow(
    string TenantId, Guid PartnerId, string Name, string Sector, string? Community, DateOnly? Since, DateOnly? LastContact, string? LastMedium, DateOnly? Ended,
    DateTimeOffset RegisteredAt)
{
    public static readonly Projection<PartnerRow> Projection = EventStore.Projection.For<PartnerRow>("partners")
        .Table("partners", "tenant_id", "partner_id").Ddl("Partners.PartnerList.sql")
        .On<PartnerRegistered>(
            (e, _) => e.PartnerId.Value,
            (_, e, stored) => new PartnerRow(
                stored.Stream.Tenant.Value, e.PartnerId.Value, e.Name, e.Sector, e.Community, e.Since, null, null, null, e.RegisteredAt))
        .On<PartnerChanged>(
            (e, _) => e.PartnerId.Value,
            (row, e, _) => row is null ? null : row with { Name = e.Name, Sector = e.Sector, Community = e.Community, Since = e.Since })
        .On<PartnerContacted>(
            (e, _) => e.PartnerId.Value,
            (row, e, _) => row is null || row.LastContact > e.On ? row : row with { LastContact = e.On, LastMedium = e.Medium })
        .On<PartnershipEnded>((e, _) => e.PartnerId.Value, (row, e, _) => row is null ? null : row with { Ended = e.On });
}

/// <summary>A partner with what it did, as activities have told.</summary>
public sealed record PartnerListItem(
    Guid PartnerId, string Name, string Sector, string? Community, DateOnly? Since, DateOnly? LastContact, string? LastMedium, DateOnly? Ended, int Sessions,
    int Presences, DateOnly? LastActivity)
{
    public bool Active => Ended is null;

    public DateOnly? LastInTouch => LastContact > LastActivity || LastActivity is null ? LastContact : LastActivity;

    public bool IsLapsed(DateOnly today) => Active && Partner.IsLapsed(Since, LastContact, LastActivity, today);
}

/// <summary>Somebody at a partner whom the school speaks to.</summary>
public sealed record PartnerContactPerson(string Name, string? Role, string? Email, string? Phone);

/// <summary>A session that a partner took part in.</summary>
public sealed record PartnerSession(Guid SessionId, DateOnly OnDay, string Kind, int Present);

/// <summary>The partners of a school, whom to speak to, and what they did.</summary>
public sealed class PartnerList(Database database)
{
    public Task<IReadOnlyList<PartnerListItem>> OfAsync(int urn, CancellationToken ct) =>
        database.ListAsync("Partners.FindPartners.sql", RowsJson.Default.PartnerListItem, [Tenant.Of(urn).Value, null], ct);

    public Task<PartnerListItem?> FindAsync(int urn, PartnerId id, CancellationToken ct) =>
        database.FindAsync("Partners.FindPartners.sql", RowsJson.Default.PartnerListItem, [Tenant.Of(urn).Value, id.Value], ct);

    public Task<IReadOnlyList<PartnerSession>> SessionsAsync(int urn, PartnerId id, CancellationToken ct) =>
        database.ListAsync("Partners.FindSessions.sql", RowsJson.Default.PartnerSession, [Tenant.Of(urn).Value, id.Value], ct);

    public Task<PartnerContactPerson?> ContactPersonAsync(int urn, PartnerId id, CancellationToken ct) =>
        database.FindAsync("Partners.FindContactPerson.sql", RowsJson.Default.PartnerContactPerson, [Tenant.Of(urn).Value, id.Value], ct);

    /// <summary>With the event that says the partner changed; no person named means nobody is remembered.</summary>
    public Task KeepContactPersonAsync(Work work, int urn, PartnerId id, PartnerContactPerson? person, CancellationToken ct) => person is null
        ? database.RunAsync(work, "Partners.ForgetContactPerson.sql", [Tenant.Of(urn).Value, id.Value], ct)
        : database.RunAsync(work, "Partners.KeepContactPerson.sql", [Tenant.Of(urn).Value, id.Value, person.Name, person.Role, person.Email, person.Phone], ct);
}
