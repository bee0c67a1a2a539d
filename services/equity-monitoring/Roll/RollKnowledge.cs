using Cohesion.EventStore;
using Dapper;
using Npgsql;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>What a file says beside what the school's roll says, compared.</summary>
internal sealed class RollKnowledge(Store store)
{
    public async Task<IReadOnlyList<RollChange>> CompareAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Tenant tenant, RollImportId import, CancellationToken ct)
    {
        CommandDefinition Command(string file) =>
            new(store.Sql<RollKnowledge>(file), new { tenant = tenant.Value, import = import.Value }, transaction, cancellationToken: ct);
        var rows = await connection.QueryAsync<Staged>(Command("Roll.LoadRows.sql"));
        var hints = await connection.QueryAsync<RollHint>(Command("Roll.LoadHints.sql"));
        var known = await connection.QueryAsync<Known>(Command("Roll.LoadKnown.sql"));
        return RollDifference.Between([.. known.Select(learner => learner.ToLearner())], [.. rows.Select(row => row.ToRow())], [.. hints]);
    }

    /// <summary>What a row of the file and a row of the roll both say.</summary>
    private abstract class Details
    {
        public string Upn { get; init; } = "";

        public string Surname { get; init; } = "";

        public string Forename { get; init; } = "";

        public string? PreferredSurname { get; init; }

        public string? PreferredForename { get; init; }

        public DateOnly DateOfBirth { get; init; }

        public string YearGroup { get; init; } = "";

        public string? Sex { get; init; }

        public string? Ethnicity { get; init; }

        public string? FirstLanguage { get; init; }

        public string? Sen { get; init; }

        public string? PupilPremium { get; init; }

        public string? Fsm { get; init; }
    }

    private sealed class Staged : Details
    {
        public int Line { get; init; }

        public string? Form { get; init; }

        public string? EnrolmentStatus { get; init; }

        public RollRow ToRow() => new(
            Line, Roll.Upn.TryParse(Upn, out var upn, out _) ? upn : default, Surname, Forename, PreferredSurname, PreferredForename, DateOfBirth, YearGroup,
            Form, Sex, Ethnicity, FirstLanguage, Sen, PupilPremium, Fsm, EnrolmentStatus);
    }

    private sealed class Known : Details
    {
        public Guid LearnerId { get; init; }

        public long Version { get; init; }

        public bool OnRoll { get; init; }

        public string Form { get; init; } = "";

        public string EnrolmentStatus { get; init; } = "";

        public DateOnly? JoinedOn { get; init; }

        public DateOnly? LeftOn { get; init; }

        public KnownLearner ToLearner() => new(
            new(LearnerId), Version, Upn, Surname, Forename, PreferredSurname, PreferredForename, DateOfBirth,
            new(OnRoll, YearGroup, Form, EnrolmentStatus, new(Sex, Ethnicity, FirstLanguage, Sen, PupilPremium, Fsm), JoinedOn, LeftOn));
    }
}
