using Cohesion.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>The rows of a file that has been read and not yet applied, the faults among them, and whom those seem to be about.</summary>
internal sealed class StagedRoll(Work work, RollImportId import)
{
    private int faults;

    /// <summary>Copies rows in, good ones and faults alike; gives the number of faulty rows.</summary>
    public async Task KeepAsync(IReadOnlyList<RollLine> lines, CancellationToken ct)
    {
        await using (var rows = await work.Connection.BeginBinaryImportAsync(
            "copy roll_rows (import_id, line, upn, surname, forename, preferred_surname, preferred_forename, date_of_birth, year_group, form, sex, ethnicity, first_language, sen, pupil_premium, fsm, enrolment_status) from stdin (format binary)", ct))
        {
            foreach (var row in lines.OfType<RollLine.Good>().Select(good => good.Row))
            {
                await rows.StartRowAsync(ct);
                await rows.WriteAsync(import.Value, ct);
                await rows.WriteAsync(row.Line, ct);
                await TextAsync(rows, ct, row.Upn.Value, row.Surname, row.Forename, row.PreferredSurname, row.PreferredForename);
                await rows.WriteAsync(row.DateOfBirth, NpgsqlDbType.Date, ct);
                await TextAsync(rows, ct, row.YearGroup, row.Form, row.Sex, row.Ethnicity, row.FirstLanguage, row.Sen, row.PupilPremium, row.Fsm, row.EnrolmentStatus);
            }

            await rows.CompleteAsync(ct);
        }

        var faulty = lines.OfType<RollLine.Faulty>().ToList();
        await KeepFaultsAsync([.. faulty.SelectMany(line => line.Faults), .. lines.OfType<RollLine.Withdrawn>().Select(line => line.Fault)], ct);
        await KeepHintsAsync(faulty, ct);
    }

    public async Task KeepFaultsAsync(IReadOnlyList<RollFault> found, CancellationToken ct)
    {
        if (found.Count == 0)
        {
            return;
        }

        await using var rows = await work.Connection.BeginBinaryImportAsync("copy roll_faults (import_id, number, line, column_name, code, message) from stdin (format binary)", ct);
        foreach (var fault in found)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(import.Value, ct);
            await rows.WriteAsync(++faults, ct);
            await rows.WriteAsync(fault.Line, ct);
            await TextAsync(rows, ct, fault.Column, fault.Code, fault.Message);
        }

        await rows.CompleteAsync(ct);
    }

    private async Task KeepHintsAsync(List<RollLine.Faulty> faulty, CancellationToken ct)
    {
        if (faulty.Count == 0)
        {
            return;
        }

        await using var rows = await work.Connection.BeginBinaryImportAsync("copy roll_hints (import_id, line, upn, surname, forename) from stdin (format binary)", ct);
        foreach (var line in faulty)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(import.Value, ct);
            await rows.WriteAsync(line.Line, ct);
            await TextAsync(rows, ct, line.Hint.Upn, line.Hint.Surname, line.Hint.Forename);
        }

        await rows.CompleteAsync(ct);
    }

    private static async Task TextAsync(NpgsqlBinaryImporter rows, CancellationToken ct, params IReadOnlyList<string?> values)
    {
        foreach (var value in values)
        {
            // PostgreSQL keeps no character zero.
            await (value is null ? rows.WriteNullAsync(ct) : rows.WriteAsync(value.Replace("\0", "", StringComparison.Ordinal), NpgsqlDbType.Varchar, ct));
        }
    }
}
