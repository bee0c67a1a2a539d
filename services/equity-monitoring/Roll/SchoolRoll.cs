using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Learners of a year group on the roll; counted are those of the headcount, without guests and subsidiary registrations.</summary>
public sealed record YearOnRoll(string YearGroup, int Learners, int Counted);

/// <summary>An import of a roll, as pages and programs see it.</summary>
public sealed record SeenImport(RollImportId Id, long Version, RollImportStatus Status, DateTimeOffset UploadedAt, DateTimeOffset? AppliedAt, int Rows, RollCounts Counts,
    string? Refusal, string FileName, string By, int Lines, int RowsRead, IReadOnlyList<string> Absent, IReadOnlyList<string> Ignored)
{
    public bool IsWorking => Status is RollImportStatus.Reading or RollImportStatus.Applying;
}

/// <summary>What a school's people see of its roll and its imports.</summary>
internal sealed class SchoolRoll(Store store, RollKnowledge knowledge)
{
    public async Task<IReadOnlyList<YearOnRoll>> YearsAsync(int urn, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var years = await connection.QueryAsync<YearOnRoll>(Command("Roll.RollByYear.sql", new { tenant = Tenant.Of(urn).Value }, ct));
        return [.. years.OrderBy(year => YearGroup.Order(year.YearGroup))];
    }

    public async Task<IReadOnlyList<SeenImport>> ImportsAsync(int urn, DateTimeOffset? before, int limit, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var rows = await connection.QueryAsync<Row>(Command("Roll.ListImports.sql", new { tenant = Tenant.Of(urn).Value, import = (Guid?)null, before, limit }, ct));
        return [.. rows.Select(row => row.ToImport())];
    }

    public async Task<SeenImport?> ImportAsync(int urn, RollImportId id, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(
            "Roll.ListImports.sql", new { tenant = Tenant.Of(urn).Value, import = (Guid?)id.Value, before = (DateTimeOffset?)null, limit = 1 }, ct));
        return row?.ToImport();
    }

    /// <summary>The faults of an import, in the order of the file.</summary>
    public async Task<IReadOnlyList<RollFault>> FaultsAsync(RollImportId id, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<RollFault>(Command("Roll.LoadFaults.sql", new { import = id.Value }, ct))];
    }

    /// <summary>What a file that has been read would change, learner by learner.</summary>
    public async Task<IReadOnlyList<RollChange>> PreviewAsync(int urn, RollImportId id, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await knowledge.CompareAsync(connection, null, Tenant.Of(urn), id, ct);
    }

    private CommandDefinition Command(string file, object parameters, CancellationToken ct) => new(store.Sql<SchoolRoll>(file), parameters, cancellationToken: ct);

    private sealed class Row
    {
        public Guid ImportId { get; init; }

        public long Version { get; init; }

        public string Status { get; init; } = "";

        public DateTime UploadedAt { get; init; }

        public DateTime? AppliedAt { get; init; }

        public int Rows { get; init; }

        public int Joiners { get; init; }

        public int Leavers { get; init; }

        public int Moves { get; init; }

        public int Changed { get; init; }

        public int Unchanged { get; init; }

        public int Kept { get; init; }

        public int Gone { get; init; }

        public int FaultyRows { get; init; }

        public string? Refusal { get; init; }

        public string FileName { get; init; } = "";

        public string ByName { get; init; } = "";

        public int Lines { get; init; }

        public int RowsRead { get; init; }

        public string[] Absent { get; init; } = [];

        public string[] Ignored { get; init; } = [];

        public SeenImport ToImport() => new(
            new(ImportId), Version, Enum.Parse<RollImportStatus>(Status), new(UploadedAt, TimeSpan.Zero), AppliedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null, Rows,
            new(Joiners, Leavers, Moves, Changed, Unchanged, Kept, Gone, FaultyRows), Refusal, FileName, ByName, Lines, RowsRead, Absent, Ignored);
    }
}
