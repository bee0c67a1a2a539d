using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>What became of an erasure that was asked for.</summary>
internal abstract record Erased
{
    private Erased()
    {
    }

    public sealed record Done(IReadOnlyList<LearnerId> Learners) : Erased;

    /// <summary>Why each of some must not be erased; nothing was.</summary>
    public sealed record Refused(IReadOnlyList<Fault> Faults) : Erased;
}

/// <summary>
/// Lets go of learners: the rows that say who they are and the fact of it in one transaction, then their keys. Should the process die in between,
/// <see cref="KeepErased"/> destroys the keys. Other services hear of it and confirm.
/// </summary>
internal sealed class Erasure(Store store, RecordBook book, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>All of them or, where one must be kept, none. Who has been erased already is passed over.</summary>
    public async Task<Erased> RunAsync(int urn, IReadOnlyList<LearnerId> learners, string ground, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(urn, learners, ground, by, ct) is { } erased)
            {
                return erased;
            }
        }

        throw new StoreContendedException("erasing");
    }

    /// <summary>Null where somebody has just decided something else about one of them.</summary>
    private async Task<Erased?> TryAsync(int urn, IReadOnlyList<LearnerId> learners, string ground, string by, CancellationToken ct)
    {
        var (tenant, now) = (Tenant.Of(urn), clock.GetUtcNow());
        var held = (await book.FindAsync(urn, learners, ct)).ToDictionary(record => record.LearnerId);
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(by: by), ct);
        await work.Connection.ExecuteAsync(Command(work, "Roll.LockRoll.sql", new { tenant = tenant.Value }, ct));
        var (going, faults) = (new List<(HeldRecord Held, LearnerRecord Record, long Version)>(), new List<Fault>());
        foreach (var id in learners.Distinct())
        {
            var (record, version) = await work.LoadAsync(LearnerRecord.Aggregate, LearnerRecord.StreamOf(urn, id), ct);
            if (record.Erased && !held.ContainsKey(id))
            {
                continue;
            }

            if (EraseRecords.Refusal(held.GetValueOrDefault(id), record, ground, London.DayOf(now)) is { } refusal)
            {
                faults.Add(refusal with { Where = id.Value.ToString() });
            }
            else
            {
                going.Add((held[id], record, version));
            }
        }

        if (faults.Count > 0)
        {
            return new Erased.Refused(faults);
        }

        await EraseAsync(work, tenant, going, ground, by, now, ct);
        if (await work.CommitAsync(ct) is not AppendResult.Appended)
        {
            return null;
        }

        foreach (var (record, _, _) in going)
        {
            await store.EraseAsync(tenant, record.LearnerId.Subject, ct);
        }

        return new Erased.Done([.. going.Select(one => one.Held.LearnerId)]);
    }

    private async Task EraseAsync(Work work, Tenant tenant, List<(HeldRecord Held, LearnerRecord Record, long Version)> going, string ground, string by, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(Guid LearnerId, int FileRows)>(
            Command(work, "Records.EraseRows.sql", new { tenant = tenant.Value, learners = going.Select(one => one.Held.LearnerId.Value).ToArray() }, ct));
        var removed = rows.ToDictionary(row => new LearnerId(row.LearnerId), row => row.FileRows);
        foreach (var (held, record, version) in going)
        {
            var there = removed.TryGetValue(held.LearnerId, out var fileRows);
            work.Append(
                new(tenant, held.LearnerId.ToString()), LearnerRecord.Aggregate.Alias, ExpectedVersion.At(version),
                new LearnerErased(held.LearnerId, ground, held.KeptUntil ?? London.DayOf(now), new(there ? 1 : 0, record.SealedFacts, fileRows), by, now));
        }
    }

    private CommandDefinition Command(Work work, string file, object parameters, CancellationToken ct) => new(store.Sql<Erasure>(file), parameters, work.Transaction, cancellationToken: ct);
}
