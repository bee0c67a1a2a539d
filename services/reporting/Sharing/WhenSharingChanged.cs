using Cohesion.Contracts.Access;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Reporting.Sharing;

/// <summary>Keeps what schools share; that one ended stays so, whatever comes late.</summary>
public sealed class WhenSharingChanged(Store store, Tables tables) : IConsumer<DataSharingAgreed>, IConsumer<DataSharingEnded>
{
    private const string Consumer = "reporting-when-sharing-changed";

    public Task Consume(ConsumeContext<DataSharingAgreed> context)
    {
        var m = context.Message;
        return store.Home.ConsumeOnceAsync(
            Consumer, context.MessageId!.Value, MessageMetadata.Of(context),
            (work, ct) => tables.RunAsync(work.Connection, "Sharing.PutAgreed.sql", ct, m.AgreementId, m.Urn, m.With, m.Shares.ToArray(), m.From, m.Until), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<DataSharingEnded> context)
    {
        var m = context.Message;
        return store.Home.ConsumeOnceAsync(
            Consumer, context.MessageId!.Value, MessageMetadata.Of(context),
            (work, ct) => tables.RunAsync(work.Connection, "Sharing.PutEnded.sql", ct, m.AgreementId, m.Urn, m.With), context.CancellationToken);
    }
}
