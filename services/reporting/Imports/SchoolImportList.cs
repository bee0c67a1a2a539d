using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Reporting.Imports;

/// <summary>Every GIAS file that came in and what became of it.</summary>
public sealed record SchoolImportList(
    string TenantId, Guid ImportId, string FileName, long Size, ImportState State, int Rows, int New, int Changed, int Unchanged, int Faulty,
    DateTimeOffset ReceivedAt, DateTimeOffset? ReadAt, DateTimeOffset? AppliedAt, string? ByPerson)
{
    public static IProjection Projection { get; } = EventStore.Projection.For<SchoolImportList>("school_imports")
        .Version(1)
        .Table("school_imports", "tenant_id", "import_id")
        .Ddl("Imports.SchoolImportList.sql")
        .On<SchoolImportReceived>((e, _) => e.ImportId.Value, (_, e, at) => new SchoolImportList(
            at.Stream.Tenant.Value, e.ImportId.Value, e.FileName, e.Size, ImportState.Reading, 0, 0, 0, 0, 0, e.ReceivedAt, null, null, at.Headers.GetValueOrDefault(EventMetadata.By)))
        .On<SchoolImportRead>((e, _) => e.ImportId.Value, (row, e, _) => row?.With(ImportState.Ready, e.Counts) is { } read ? read with { ReadAt = e.ReadAt } : null)
        .On<SchoolImportRejected>((e, _) => e.ImportId.Value, (row, e, _) => row is null ? null : row with { State = ImportState.Unreadable, ReadAt = e.ReadAt })
        .On<SchoolImportConfirmed>((e, _) => e.ImportId.Value, (row, _, _) => row is null ? null : row with { State = ImportState.Applying })
        .On<SchoolImportApplied>((e, _) => e.ImportId.Value, (row, e, _) => row?.With(ImportState.Applied, e.Counts) is { } applied ? applied with { AppliedAt = e.AppliedAt } : null);

    internal static SchoolImportList Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), Enum.Parse<ImportState>(row.GetString(4)), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7),
        row.GetInt32(8), row.GetInt32(9), row.GetFieldValue<DateTimeOffset>(10), row.Moment(11), row.Moment(12), row.Text(13));

    private SchoolImportList With(ImportState state, ImportCounts counts) => this with
    {
        State = state,
        Rows = counts.Rows,
        New = counts.New,
        Changed = counts.Changed,
        Unchanged = counts.Unchanged,
        Faulty = counts.Faulty,
    };
}
