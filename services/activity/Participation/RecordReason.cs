using Cohesion.Activity.Roll;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.Activity.Participation;

/// <summary>Somebody who may know records why learners have not taken part; a confidence about a child, so a plain row and no event.</summary>
public sealed class RecordReason(Store store, TimeProvider clock)
{
    public static IReadOnlyList<Fault> FaultsOf(IReadOnlyList<LearnerId> learners, string reason) =>
    [
        .. learners.Count == 0 ? [new Fault("learners", "required", "Tick at least one learner")] : Array.Empty<Fault>(),
        .. Reasons.All.All(code => code.Value != reason) ? [new Fault("reason", "required", "Select a reason")] : Array.Empty<Fault>(),
    ];

    public async Task PutAsync(int urn, AcademicYear year, IReadOnlyList<LearnerId> learners, string reason, Caller caller, CancellationToken ct)
    {
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(RecordReason).Assembly, "Participation.PutReason.sql"), new
        {
            tenant = Tenant.Of(urn).Value,
            year = year.StartYear,
            reason,
            by = caller.PersonId,
            at = clock.GetUtcNow(),
            ids = learners.Select(id => id.Value).ToArray(),
        }, work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
    }
}
