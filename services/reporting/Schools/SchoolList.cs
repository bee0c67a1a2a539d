using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Reporting.Schools;

/// <summary>Every school that a GIAS file has named, as it is now.</summary>
public sealed record SchoolList(
    string TenantId, int Urn, string Name, int LaCode, string LaName, string? TrustId, string? TrustName, string? EstablishmentNumber, string Type, string Phase,
    string Status, bool Open, DateOnly? OpenedOn, DateOnly? ClosedOn, int? LowAge, int? HighAge, int? NumberOfPupils, string? Town, string? Postcode,
    long Version, DateTimeOffset ChangedAt)
{
    public static IProjection Projection { get; } = EventStore.Projection.For<SchoolList>("schools")
        .Version(1)
        .Table("schools", "tenant_id", "urn")
        .Ddl("Schools.SchoolList.sql")
        .On<SchoolListed>((e, _) => e.Urn.Value, (_, e, at) => Of(e.Urn, e.Details, e.Trust, at, e.ListedAt))
        .On<SchoolDetailsChanged>((e, _) => e.Urn.Value, (row, e, at) => Of(e.Urn, e.Details, row?.Trust, at, e.ChangedAt))
        .On<SchoolJoinedTrust>((e, _) => e.Urn.Value, (row, e, at) => row is null ? null : row with { TrustId = e.Trust.Id, TrustName = e.Trust.Name, Version = at.Version, ChangedAt = e.JoinedAt })
        .On<SchoolLeftTrust>((e, _) => e.Urn.Value, (row, e, at) => row is null ? null : row with { TrustId = null, TrustName = null, Version = at.Version, ChangedAt = e.LeftAt })
        .On<SchoolClosed>((e, _) => e.Urn.Value, (row, e, at) => row is null ? null : row with { Version = at.Version, ChangedAt = e.NotedAt })
        .On<SchoolReopened>((e, _) => e.Urn.Value, (row, e, at) => row is null ? null : row with { Version = at.Version, ChangedAt = e.NotedAt });

    internal Trust? Trust => TrustId is null ? null : new Trust(TrustId, TrustName ?? TrustId);

    /// <summary>The state of the school's stream, which this row holds in full.</summary>
    internal School AsSchool => new(
        new SchoolDetails(Name, LaCode, LaName, EstablishmentNumber, Type, Phase, Status, OpenedOn, ClosedOn, LowAge, HighAge, NumberOfPupils, Town, Postcode), Trust);

    internal SchoolFacts Facts => new(
        Urn, Name, LaCode, LaName, TrustId, TrustName, Phase, Open, NumberOfPupils, LowAge, HighAge, $"{LaCode:000}{EstablishmentNumber}", Version);

    internal static SchoolList Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.Text(5), row.Text(6), row.Text(7), row.GetString(8), row.GetString(9),
        row.GetString(10), row.GetBoolean(11), row.Day(12), row.Day(13), row.Number(14), row.Number(15), row.Number(16), row.Text(17), row.Text(18),
        row.GetInt64(19), row.GetFieldValue<DateTimeOffset>(20));

    private static SchoolList Of(Urn urn, SchoolDetails d, Trust? trust, StoredEvent at, DateTimeOffset when) => new(
        at.Stream.Tenant.Value, urn.Value, d.Name, d.LaCode, d.LaName, trust?.Id, trust?.Name, d.EstablishmentNumber, d.Type, d.Phase,
        d.Status, d.IsOpen, d.OpenedOn, d.ClosedOn, d.LowAge, d.HighAge, d.NumberOfPupils, d.Town, d.Postcode, at.Version, when);
}
