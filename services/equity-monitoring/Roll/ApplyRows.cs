using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Makes the good rows of a file the school's roll, all in one transaction: the learners' events, who they are, and the end of the import.</summary>
internal sealed class ApplyRows(Store store, RollKnowledge knowledge, ReachDue due, TimeProvider clock)
{
    public async Task RunAsync(Work work, RollJob job, CancellationToken ct)
    {
        await ExecuteAsync(work, "Roll.LockRoll.sql", new { tenant = job.Tenant.Value }, ct);
        var (import, _) = await work.LoadAsync(RollImport.Aggregate, job.Stream, ct);
        if (import.Status is not RollImportStatus.Applying)
        {
            await ExecuteAsync(work, "Roll.EndWork.sql", new { import = job.Import.Value }, ct);
            return;
        }

        var now = clock.GetUtcNow();
        var changes = await knowledge.CompareAsync(work.Connection, work.Transaction, job.Tenant, job.Import, ct);
        var identities = new List<KnownLearner>();
        foreach (var change in changes)
        {
            Append(work, job, change, London.DayOf(now), identities);
        }

        await SaveAsync(work, job, identities, ct);
        work.Append(job.Stream, RollImport.Aggregate.Alias, ExpectedVersion.Any, new RollApplied(job.Import, RollCounts.Of(changes, import.Counts!.FaultyRows), now));
        await SupersedeOthersAsync(work, job, now, ct);
        await due.AskAsync(work, job.Tenant, AcademicYear.Of(now), ct);
    }

    private void Append(Work work, RollJob job, RollChange change, DateOnly on, List<KnownLearner> identities)
    {
        var after = change switch
        {
            RollChange.Joins { Former: null } joins => LearnerChange.New(LearnerId.New(clock), joins.Row),
            RollChange.Joins { Former: { } former } joins => LearnerChange.Apply(former, joins.Row),
            RollChange.Moves moves => LearnerChange.Apply(moves.Learner, moves.Row),
            RollChange.Changes changed => LearnerChange.Apply(changed.Learner, changed.Row),
            RollChange.Leaves leaves => leaves.Learner,
            _ => null,
        };
        if (after is null)
        {
            return;
        }

        var facts = LearnerChange.Decide(change, after, on);
        work.Append(new(job.Tenant, after.Id.ToString()), Learner.Aggregate.Alias, after.Version == 0 ? ExpectedVersion.MustNotExist : ExpectedVersion.At(after.Version), facts);
        if (change is RollChange.Joins || facts.Any(fact => fact is LearnerIdentityCorrected))
        {
            identities.Add(after);
        }
    }

    private async Task SaveAsync(Work work, RollJob job, List<KnownLearner> learners, CancellationToken ct)
    {
        if (learners.Count > 0)
        {
            await ExecuteAsync(work, "Roll.SaveIdentities.sql", new
            {
                tenant = job.Tenant.Value,
                ids = learners.Select(learner => learner.Id.Value).ToArray(),
                upns = learners.Select(learner => learner.Upn).ToArray(),
                surnames = learners.Select(learner => learner.Surname).ToArray(),
                forenames = learners.Select(learner => learner.Forename).ToArray(),
                preferredSurnames = learners.Select(learner => learner.PreferredSurname).ToArray(),
                preferredForenames = learners.Select(learner => learner.PreferredForename).ToArray(),
                births = learners.Select(learner => learner.DateOfBirth).ToArray(),
            }, ct);
        }
    }

    // A preview of the roll as it was says nothing about the roll as it is.
    private async Task SupersedeOthersAsync(Work work, RollJob job, DateTimeOffset now, CancellationToken ct)
    {
        var others = await work.Connection.QueryAsync<Guid>(Command(work, "Roll.ReadyImports.sql", new { tenant = job.Tenant.Value, import = job.Import.Value }, ct));
        var imports = new List<Guid> { job.Import.Value };
        foreach (var other in others.Select(id => new RollImportId(id)))
        {
            work.Append(new(job.Tenant, other.ToString()), RollImport.Aggregate.Alias, ExpectedVersion.Any, new RollSuperseded(other, job.Import, now));
            imports.Add(other.Value);
        }

        await ExecuteAsync(work, "Roll.ForgetRows.sql", new { imports = imports.ToArray() }, ct);
    }

    private Task ExecuteAsync(Work work, string file, object parameters, CancellationToken ct) => work.Connection.ExecuteAsync(Command(work, file, parameters, ct));

    private CommandDefinition Command(Work work, string file, object parameters, CancellationToken ct) =>
        new(store.Sql<ApplyRows>(file), parameters, work.Transaction, cancellationToken: ct);
}
