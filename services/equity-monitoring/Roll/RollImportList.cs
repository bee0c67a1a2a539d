using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>An import of a roll as lists and pages show it.</summary>
public sealed record RollImportRow(
    Tenant TenantId, RollImportId ImportId, long Version, RollImportStatus Status, string ById, long Bytes, string Sha256, DateTimeOffset UploadedAt, int Rows,
    int Joiners, int Leavers, int Moves, int Changed, int Unchanged, int Kept, int Gone, int FaultyRows, string? Refusal, DateTimeOffset? AppliedAt)
{
    public RollCounts ToCounts() => new(Joiners, Leavers, Moves, Changed, Unchanged, Kept, Gone, FaultyRows);

    public RollImportRow With(RollCounts counts) => this with
    {
        Joiners = counts.Joiners,
        Leavers = counts.Leavers,
        Moves = counts.Moves,
        Changed = counts.Changed,
        Unchanged = counts.Unchanged,
        Kept = counts.Kept,
        Gone = counts.Gone,
        FaultyRows = counts.FaultyRows,
    };
}

/// <summary>The history of a school's roll imports: who, when, how many; never whom.</summary>
public static class RollImportList
{
    public static readonly IProjection Projection = EventStore.Projection.For<RollImportRow>("roll_imports").Version(1)
        .Table("roll_imports", "tenant_id", "import_id").Ddl("Roll.RollImportList.sql")
        .On<RollUploaded>((uploaded, _) => uploaded.ImportId, (_, uploaded, stored) => new(
            stored.Stream.Tenant, uploaded.ImportId, stored.Version, RollImportStatus.Reading, uploaded.By, uploaded.Bytes, uploaded.Sha256, uploaded.At, 0,
            0, 0, 0, 0, 0, 0, 0, 0, null, null))
        .On<RollRead>((read, _) => read.ImportId, (row, read, stored) =>
            row is null ? null : row.With(read.Counts) with { Rows = read.Rows, Status = RollImportStatus.Ready, Version = stored.Version })
        .On<RollRefused>((refused, _) => refused.ImportId, (row, refused, stored) => row is null ? null : row with
        {
            Status = RollImportStatus.Refused,
            Refusal = refused.Code,
            FaultyRows = refused.Faults,
            Version = stored.Version,
        })
        .On<RollApplyRequested>((requested, _) => requested.ImportId, (row, _, stored) => row is null ? null : row with { Status = RollImportStatus.Applying, Version = stored.Version })
        .On<RollApplied>((applied, _) => applied.ImportId, (row, applied, stored) =>
            row is null ? null : row.With(applied.Counts) with { Status = RollImportStatus.Applied, AppliedAt = applied.At, Version = stored.Version })
        .On<RollSuperseded>((superseded, _) => superseded.ImportId, (row, _, stored) => row is null ? null : row with { Status = RollImportStatus.Superseded, Version = stored.Version })
        .On<RollLapsed>((lapsed, _) => lapsed.ImportId, (row, _, stored) => row is null ? null : row with { Status = RollImportStatus.Lapsed, Version = stored.Version });
}
