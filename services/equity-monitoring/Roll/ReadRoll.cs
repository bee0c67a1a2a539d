using Cohesion.Contracts;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Reads a roll file that came in: stages its good rows, lists its faults, and compares it with the roll. The roll itself stays as it is.</summary>
internal sealed class ReadRoll(Store store, RollKnowledge knowledge, TimeProvider clock)
{
    private const int RowsABatch = 1_000;

    public async Task RunAsync(Work work, RollJob job, CancellationToken ct)
    {
        var encoding = await work.Connection.ExecuteScalarAsync<string>(Command(work, store.Sql<ReadRoll>("Roll.EncodingOf.sql"), new { import = job.Import.Value }, ct));
        await using var bytes = new RollParts((number, token) => work.Connection.ExecuteScalarAsync<byte[]?>(
            Command(work, store.Sql<ReadRoll>("Roll.ReadPart.sql"), new { import = job.Import.Value, number }, token)));
        using var text = RollText.Reader(bytes, encoding!);
        var file = await RollFile.OpenAsync(text, ct);
        var staged = new StagedRoll(work, job.Import);
        var read = file.HeaderFaults.Count > 0 ? new Rows(0, file.HeaderFaults.Count, "header-faults") : await StageAsync(work, staged, job, file, ct);
        await staged.KeepFaultsAsync(file.HeaderFaults, ct);
        if (read.Refusal is { } code)
        {
            work.Append(job.Stream, RollImport.Aggregate.Alias, ExpectedVersion.Any, new RollRefused(job.Import, code, read.Faulty, clock.GetUtcNow()));
            await EndAsync(work, job, ct);
        }
        else
        {
            await PreviewAsync(work, job, read, ct);
        }

        await work.Connection.ExecuteAsync(Command(work, store.Sql<ReadRoll>("Roll.ForgetFile.sql"), new
        {
            import = job.Import.Value,
            absent = file.Header.Absent.Select(RollColumns.LabelOf).ToArray(),
            ignored = file.Header.Ignored.ToArray(),
        }, ct));
    }

    private async Task<Rows> StageAsync(Work work, StagedRoll staged, RollJob job, RollFile file, CancellationToken ct)
    {
        var (rows, faulty, withdrawn, batch) = (0, new HashSet<int>(), new List<int>(), new List<RollLine>(RowsABatch));
        var tooLong = false;
        await foreach (var line in file.ReadAsync(London.Today(clock), ct))
        {
            batch.Add(line);
            rows += line is RollLine.Withdrawn ? 0 : 1;
            switch (line)
            {
                case RollLine.Faulty broken:
                    faulty.Add(broken.Line);
                    tooLong |= broken.Faults[0].Code == "too-many-rows";
                    break;
                case RollLine.Withdrawn early:
                    faulty.Add(early.Line);
                    withdrawn.Add(early.Line);
                    break;
            }

            if (batch.Count >= RowsABatch)
            {
                await staged.KeepAsync(batch, ct);
                batch.Clear();
                await NoteAsync(job, rows, ct);
            }
        }

        await staged.KeepAsync(batch, ct);
        if (withdrawn.Count > 0)
        {
            await work.Connection.ExecuteAsync(Command(work, store.Sql<ReadRoll>("Roll.WithdrawRows.sql"), new { import = job.Import.Value, lines = withdrawn.ToArray() }, ct));
        }

        return new(rows, faulty.Count, tooLong ? "too-many-rows" : rows == 0 ? "no-rows" : null);
    }

    private async Task PreviewAsync(Work work, RollJob job, Rows read, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var changes = await knowledge.CompareAsync(work.Connection, work.Transaction, job.Tenant, job.Import, ct);
        var compared = new RollRead(job.Import, read.Count, RollCounts.Of(changes, read.Faulty), now);
        var events = new List<object> { compared };
        var import = RollImport.Evolve(RollImport.Aggregate.Initial, compared);
        if (job.ApplyWhenRead && ApplyRoll.Decide(import, job.Import, job.By, job.ConfirmLeavers, now) is Decision.Accepted accepted)
        {
            events.AddRange(accepted.Events);
            await work.Connection.ExecuteAsync(Command(work, store.Sql<ReadRoll>("Roll.QueueApply.sql"), new
            {
                import = job.Import.Value,
                tenant = job.Tenant.Value,
                by = job.By,
                now,
                trace = job.TraceParent,
            }, ct));
        }
        else
        {
            await EndAsync(work, job, ct);
        }

        work.Append(job.Stream, RollImport.Aggregate.Alias, ExpectedVersion.Any, events);
    }

    private Task EndAsync(Work work, RollJob job, CancellationToken ct) =>
        work.Connection.ExecuteAsync(Command(work, store.Sql<ReadRoll>("Roll.EndWork.sql"), new { import = job.Import.Value }, ct));

    // Not in the reading's own transaction: whoever looks at the page is to see how far it is.
    private async Task NoteAsync(RollJob job, int rows, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(store.Sql<ReadRoll>("Roll.NoteProgress.sql"), new { import = job.Import.Value, rows }, cancellationToken: ct));
    }

    private static CommandDefinition Command(Work work, string sql, object parameters, CancellationToken ct) => new(sql, parameters, work.Transaction, cancellationToken: ct);

    private sealed record Rows(int Count, int Faulty, string? Refusal);
}
