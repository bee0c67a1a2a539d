using System.Data;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Cohesion.EventStore;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>Reads a file and notes what applying it would do: schools that are new, fields that change, lines that have faults.</summary>
public sealed class ReadImport(Store store, Tables tables, ImportBell bell, TimeProvider clock, ILogger<ReadImport> logger)
{
    private const int Batch = 1_000;

    public async Task RunAsync(SchoolImportId id, EventMetadata metadata, CancellationToken ct)
    {
        var (header, lines) = await ReadFileAsync(id, ct);
        var effects = header.Count > 0 ? [] : await CompareAsync(id, lines, ct);
        var counts = new ImportCounts(
            lines.Count, effects.Count(e => e.Effect == ImportEffect.New), effects.Count(e => e.Effect == ImportEffect.Changed),
            lines.Count(l => l.Row is not null) - effects.Count, lines.Count(l => l.Row is null));
        var reading = false;
        await store.DecideAsync(SchoolImport.Aggregate, id.Stream, null, import => Decide(import, header, counts, clock.GetUtcNow(), out reading), metadata, ct, alongside: async (work, token) =>
        {
            if (!reading)
            {
                return; // another process read it meanwhile
            }

            await tables.RunAsync(work.Connection, "Imports.ClearRead.sql", token, id.Value);
            await KeepAsync(work, id, effects, [.. header, .. lines.SelectMany(l => l.Faults)], token);
            await tables.RunAsync(work.Connection, "Imports.ForgetFile.sql", token, id.Value);
            await tables.RunAsync(work.Connection, "Imports.EndWork.sql", token, id.Value);
            var (import, _) = await work.LoadAsync(SchoolImport.Aggregate, id.Stream, token);
            if (import.ApplyWhenRead && header.Count == 0)
            {
                await tables.RunAsync(work.Connection, "Imports.QueueWork.sql", token, id.Value, ImportWorker.Apply, clock.GetUtcNow(), Activity.Current?.Id, metadata.Headers.GetValueOrDefault(EventMetadata.By));
            }
        });
        bell.Ring();
        logger.ImportRead(id, counts.Rows, counts.New, counts.Changed, counts.Faulty);
    }

    /// <summary>A file that lacks columns ends here; one to be applied at once goes straight on.</summary>
    public static Decision Decide(SchoolImport import, IReadOnlyList<GiasFault> header, ImportCounts counts, DateTimeOffset now, out bool reading) => (reading = import.State is ImportState.Reading, import) switch
    {
        (false, _) => Decision.Accept(),
        _ when header.Count > 0 => Decision.Accept(new SchoolImportRejected(import.Id, [.. header.Select(f => f.Column)], now)),
        (_, { ApplyWhenRead: true }) => Decision.Accept(new SchoolImportRead(import.Id, counts, now), new SchoolImportConfirmed(import.Id, now)),
        _ => Decision.Accept(new SchoolImportRead(import.Id, counts, now)),
    };

    private async Task<(IReadOnlyList<GiasFault> Header, List<GiasLine> Lines)> ReadFileAsync(SchoolImportId id, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var command = tables.Command(connection, "Imports.OpenFile.sql", id.Value);
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        if (!await row.ReadAsync(ct))
        {
            return ([], []);
        }

        var encoding = row.GetString(0) == Encoding.UTF8.WebName ? Encoding.UTF8 : GiasText.Windows1252;
        var size = row.GetInt32(1);
        await using var bytes = await row.GetStreamAsync(2, ct);
        using var text = new StreamReader(bytes, encoding);
        var file = new GiasFile(text);
        var lines = new List<GiasLine>();
        foreach (var line in file.Lines())
        {
            lines.Add(line);
            if (lines.Count % Batch == 0)
            {
                await NoteAsync(id, (int)Math.Min(bytes.Position, size), size, ct);
            }
        }

        return (file.HeaderFaults, lines);
    }

    private async Task<List<RowEffect>> CompareAsync(SchoolImportId id, List<GiasLine> lines, CancellationToken ct)
    {
        var good = lines.Where(l => l.Row is not null).ToList();
        var known = await tables.ReadAsync("Schools.KnownTrusts.sql", row => new Trust(row.GetString(0), row.GetString(1)), ct);
        var trusts = new TrustNames(known, good.Select(l => l.Row!));
        var effects = new List<RowEffect>();
        var done = 0;
        foreach (var batch in good.Chunk(Batch))
        {
            var schools = (await tables.ReadAsync("Schools.SchoolsByUrn.sql", SchoolList.Read, ct, batch.Select(l => l.Row!.Urn.Value).ToArray())).ToDictionary(s => s.Urn);
            foreach (var (line, row) in batch.Select(l => (l.Line, l.Row!)))
            {
                var school = schools.GetValueOrDefault(row.Urn.Value)?.AsSchool ?? School.Aggregate.Initial;
                if (RowEffect.Of(line, row with { TrustCode = trusts.Of(row)?.Id }, school) is { } effect)
                {
                    effects.Add(effect);
                }
            }

            await NoteAsync(id, done += batch.Length, good.Count, ct);
        }

        return effects;
    }

    private Task NoteAsync(SchoolImportId id, int done, int total, CancellationToken ct) =>
        tables.RunAsync("Imports.NoteProgress.sql", ct, id.Value, done, total, clock.GetUtcNow() + ImportWorker.Lease);

    private async Task KeepAsync(Work work, SchoolImportId id, List<RowEffect> effects, IReadOnlyList<GiasFault> faults, CancellationToken ct)
    {
        foreach (var batch in effects.Chunk(Batch))
        {
            await tables.RunAsync(
                work.Connection, "Imports.KeepRows.sql", ct, id.Value, batch.Select(e => e.Line).ToArray(), batch.Select(e => e.Row.Urn.Value).ToArray(), batch.Select(e => e.Effect.ToString()).ToArray(),
                batch.Select(e => JsonSerializer.Serialize(e.Row, ReportingJson.Default.GiasRow)).ToArray(), batch.Select(e => JsonSerializer.Serialize(e.Changes, ReportingJson.Default.IReadOnlyListFieldChange)).ToArray());
        }

        foreach (var batch in faults.Select((fault, i) => (fault, number: i + 1)).Chunk(Batch))
        {
            await tables.RunAsync(
                work.Connection, "Imports.KeepFaults.sql", ct, id.Value, batch.Select(f => f.number).ToArray(), batch.Select(f => f.fault.Line).ToArray(),
                batch.Select(f => f.fault.Column).ToArray(), batch.Select(f => f.fault.Reason).ToArray());
        }
    }
}
