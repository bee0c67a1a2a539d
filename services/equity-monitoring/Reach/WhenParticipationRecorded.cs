using Cohesion.Contracts.Activity;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Hears who was present at a session and asks for the school's reach to be measured. An older version of a session that comes late changes nothing.</summary>
internal sealed class WhenParticipationRecorded(Store store, ReachBell bell) : IConsumer<ParticipationRecorded>
{
    public const string Name = "equity-monitoring-when-participation-recorded";

    public async Task Consume(ConsumeContext<ParticipationRecorded> context)
    {
        var heard = context.Message;
        var parameters = new
        {
            tenant = Tenant.Of(heard.Urn).Value,
            session = heard.SessionId,
            year = heard.AcademicYear,
            version = heard.Version,
            communityBased = heard.CommunityBased,
            on = heard.On,
            present = heard.Present.Distinct().ToArray(),
        };
        await store.Home.ConsumeOnceAsync(
            Name, context.MessageId!.Value, MessageMetadata.Of(context),
            (work, ct) => work.Connection.ExecuteAsync(new CommandDefinition(
                store.Sql<WhenParticipationRecorded>("Reach.RecordParticipation.sql"), parameters, work.Transaction, cancellationToken: ct)),
            context.CancellationToken);
        bell.Ring();
    }
}
