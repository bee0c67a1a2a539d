using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Access.Agreements;

/// <summary>An agreement as its events tell it.</summary>
public sealed record AgreementRow(
    string TenantId, Guid AgreementId, string SharedWith, IReadOnlyList<string> Shares, string Basis, DateOnly FromDay, DateOnly? UntilDay, string AgreedBy, DateTimeOffset AgreedAt, DateTimeOffset? EndedAt)
{
    public static readonly Projection<AgreementRow> Projection = EventStore.Projection.For<AgreementRow>("agreements")
        .Table("agreements", "tenant_id", "agreement_id").Ddl("Agreements.AgreementList.sql")
        .On<SharingAgreed>((e, _) => e.AgreementId.Value, (_, e, stored) => new AgreementRow(
            stored.Stream.Tenant.Value, e.AgreementId.Value, e.With, e.Shares, e.Basis, e.From, e.Until, e.By, e.AgreedAt, null))
        .On<SharingEnded>((e, _) => e.AgreementId.Value, (row, e, _) => row is null ? null : row with { EndedAt = e.EndedAt });
}

/// <summary>How an agreement stands on a day.</summary>
public enum AgreementState
{
    Current,
    Coming,
    Over,
}

/// <summary>An agreement as a school's people see it.</summary>
public sealed class AgreementItem
{
    public required Guid AgreementId { get; init; }

    public required string With { get; init; }

    public required string[] Shares { get; init; }

    public required string Basis { get; init; }

    public required DateOnly FromDay { get; init; }

    public DateOnly? UntilDay { get; init; }

    public required DateTime AgreedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public AgreementState StateOn(DateOnly today) =>
        EndedAt is not null || UntilDay < today ? AgreementState.Over : FromDay > today ? AgreementState.Coming : AgreementState.Current;
}

/// <summary>What each school has agreed to share.</summary>
public sealed class AgreementList(Store store)
{
    public async Task<IReadOnlyList<AgreementItem>> OfAsync(int urn, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<AgreementItem>(new CommandDefinition(
            store.Sql(typeof(AgreementList).Assembly, "Agreements.FindAgreements.sql"), new { tenant = Tenant.Of(urn).Value }, cancellationToken: ct))];
    }
}
