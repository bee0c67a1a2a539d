using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>What has been decided about a learner's record; of an erased one it is what the certificate says.</summary>
public sealed record LearnerRecordRow(
    Tenant TenantId, LearnerId LearnerId, bool Restricted, int Holds, DateTimeOffset? ErasedAt, string? ErasedFor, string? ErasedBy, DateOnly? KeptUntil,
    int? Identities, int? SealedFacts, int? FileRows, DateTimeOffset? ActivityAt, int? ActivityRows, DateTimeOffset? EngagementAt, int? EngagementRows)
{
    public static readonly IProjection Projection = EventStore.Projection.For<LearnerRecordRow>("learner_records").Version(1)
        .Table("learner_records", "tenant_id", "learner_id").Ddl("Records.LearnerRecords.sql")
        .On<ProcessingRestricted>((e, _) => e.LearnerId, (row, e, stored) => Of(row, e.LearnerId, stored) with { Restricted = true })
        .On<RestrictionLifted>((e, _) => e.LearnerId, (row, e, stored) => Of(row, e.LearnerId, stored) with { Restricted = false })
        .On<LegalHoldPlaced>((e, _) => e.LearnerId, (row, e, stored) => Of(row, e.LearnerId, stored).Held(1))
        .On<LegalHoldReleased>((e, _) => e.LearnerId, (row, e, stored) => Of(row, e.LearnerId, stored).Held(-1))
        .On<LearnerErased>((e, _) => e.LearnerId, (row, e, stored) => Of(row, e.LearnerId, stored) with
        {
            Restricted = false,
            ErasedAt = e.At,
            ErasedFor = e.Ground,
            ErasedBy = e.By,
            KeptUntil = e.KeptUntil,
            Identities = e.Removed.Identities,
            SealedFacts = e.Removed.SealedFacts,
            FileRows = e.Removed.FileRows,
        })
        .On<ErasureConfirmed>((e, _) => e.LearnerId, (row, e, stored) => e.Service == "activity"
            ? Of(row, e.LearnerId, stored) with { ActivityAt = e.At, ActivityRows = e.Rows }
            : Of(row, e.LearnerId, stored) with { EngagementAt = e.At, EngagementRows = e.Rows });

    private LearnerRecordRow Held(int more) => this with { Holds = Holds + more };

    private static LearnerRecordRow Of(LearnerRecordRow? row, LearnerId id, StoredEvent stored) =>
        row ?? new(stored.Stream.Tenant, id, false, 0, null, null, null, null, null, null, null, null, null, null, null);
}
