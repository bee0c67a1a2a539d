using System.Globalization;
using Cohesion.Contracts.EquityMonitoring;
using MassTransit;

namespace Cohesion.Engagement.Roll;

/// <summary>Keeps the names on each school's roll, to recognise whom a referral is about; messages may come in any order.</summary>
public sealed class WhenRollChanged(Database database) : IConsumer<LearnersJoinedRoll>, IConsumer<LearnersMoved>, IConsumer<LearnersLeftRoll>
{
    public Task Consume(ConsumeContext<LearnersJoinedRoll> context) => PutAsync(context.Message.Urn, context.Message.Learners, context.CancellationToken);

    public Task Consume(ConsumeContext<LearnersMoved> context) => PutAsync(context.Message.Urn, context.Message.Learners, context.CancellationToken);

    public Task Consume(ConsumeContext<LearnersLeftRoll> context)
    {
        var newest = Newest(context.Message.Learners, learner => learner.LearnerId, learner => learner.Version);
        return database.RunAsync(
            "Roll.TakeOffRoll.sql",
            [TenantOf(context.Message.Urn), newest.Select(learner => learner.LearnerId).ToArray(), newest.Select(learner => learner.Version).ToArray()],
            context.CancellationToken);
    }

    internal static string TenantOf(int urn) => urn.ToString(CultureInfo.InvariantCulture);

    internal static T[] Newest<T>(IEnumerable<T> learners, Func<T, Guid> id, Func<T, long> version) =>
        [.. learners.GroupBy(id).Select(facts => facts.MaxBy(version)!)];

    private Task<int> PutAsync(int urn, IReadOnlyList<LearnerOnRoll> learners, CancellationToken ct)
    {
        var newest = Newest(learners, learner => learner.LearnerId, learner => learner.Version);
        return database.RunAsync(
            "Roll.PutOnRoll.sql",
            [
                TenantOf(urn), newest.Select(learner => learner.LearnerId).ToArray(), newest.Select(learner => learner.Version).ToArray(),
                newest.Select(learner => learner.DisplayName).ToArray(), newest.Select(learner => learner.YearGroup).ToArray(), newest.Select(learner => learner.Form).ToArray(),
            ],
            ct);
    }
}
