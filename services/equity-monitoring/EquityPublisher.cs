using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EquityMonitoring.Reach;
using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring;

/// <summary>What other services hear: who is on a school's roll, by name, year and form; who is restricted or erased; how long records are kept; that a roll was imported; measures. Never a characteristic.</summary>
public static class EquityPublisher
{
    private const int LearnersAMessage = 500;

    public static async Task<IReadOnlyList<Outgoing>> Map(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct)
    {
        var messages = new List<Outgoing>();
        var named = page.Where(stored => stored.Data is LearnerJoinedRollV2 or LearnerMoved or LearnerIdentityCorrected { Name: true }).ToList();
        var names = await DisplayNames.OfAsync(context, named, ct);
        foreach (var school in page.GroupBy(stored => stored.Stream.Tenant.Value))
        {
            var urn = int.Parse(school.Key, CultureInfo.InvariantCulture);
            Learners(messages, school.Where(stored => stored.Data is LearnerJoinedRollV2), "joined", stored => names.Of(stored), (learners, at) => new LearnersJoinedRoll(urn, learners, at));
            Learners(messages, school.Where(stored => stored.Data is LearnerMoved or LearnerIdentityCorrected { Name: true }), "moved", stored => names.Of(stored), (learners, at) => new LearnersMoved(urn, learners, at));
            Learners(messages, school.Where(stored => stored.Data is LearnerLeftRoll), "left",
                stored => stored.Data is LearnerLeftRoll left ? new LearnerOffRoll(left.LearnerId.Value, stored.Version, left.On) : null, (learners, at) => new LearnersLeftRoll(urn, learners, at));
            Learners(messages, school.Where(stored => stored.Data is ProcessingRestricted or RestrictionLifted), "restricted", RestrictedOf, (learners, at) => new LearnersRestricted(urn, learners, at));
            Learners(messages, school.Where(stored => stored.Data is LearnerErased), "erased",
                stored => stored.Data is LearnerErased erased ? new LearnerOffRoll(erased.LearnerId.Value, stored.Version, London.DayOf(erased.At)) : null, (learners, at) => new LearnersErased(urn, learners, at));
            messages.AddRange(school.Select(stored => Single(urn, stored)).OfType<Outgoing>());
        }

        return messages;
    }

    private static RestrictedLearner? RestrictedOf(StoredEvent stored) => stored.Data switch
    {
        ProcessingRestricted restricted => new(restricted.LearnerId.Value, stored.Version, true),
        RestrictionLifted lifted => new(lifted.LearnerId.Value, stored.Version, false),
        _ => null,
    };

    private static Outgoing? Single(int urn, StoredEvent stored) => stored.Data switch
    {
        RollApplied applied => Outgoing.Of(
            new RollImported(urn, applied.ImportId.Value, applied.Counts.Joiners, applied.Counts.Leavers, applied.Counts.Moves,
                applied.Counts.Unchanged + applied.Counts.Changed + applied.Counts.Kept, applied.Counts.FaultyRows, applied.At), stored),
        RetentionRuleSet rule => Outgoing.Of(new RetentionChanged(urn, rule.Record, rule.UntilAge, rule.YearsAfterLeaving, stored.Version, rule.At), stored),
        ReachMeasured measured => Outgoing.Of(
            new MeasurePublished(urn, measured.AcademicYear, "reach", [.. measured.Groups.Select(group => new MeasuredGroup(group.Breakdown, group.Group, group.Reached, group.Learners))],
                stored.Version, stored.Timestamp), stored),
        _ => null,
    };

    private static void Learners<TLearner>(
        List<Outgoing> messages, IEnumerable<StoredEvent> facts, string purpose, Func<StoredEvent, TLearner?> learnerOf, Func<IReadOnlyList<TLearner>, DateTimeOffset, object> message)
        where TLearner : class
    {
        foreach (var part in facts.Chunk(LearnersAMessage))
        {
            var learners = part.Select(learnerOf).OfType<TLearner>().ToList();
            if (learners.Count > 0)
            {
                messages.Add(new(message(learners, part[^1].Timestamp), MessageId.From(MessageId.From([.. part.Select(stored => stored.Id)]), purpose), part[^1]));
            }
        }
    }
}
