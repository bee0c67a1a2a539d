using System.Globalization;
using Cohesion.Contracts.Access;
using Cohesion.EventStore;

namespace Cohesion.Access.Agreements;

/// <summary>What other services hear of this one: what a school shares with whom, and that it ended. Who may act where is in nobody's messages.</summary>
internal static class AgreementPublisher
{
    public static Task<IReadOnlyList<Outgoing>> Map(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(Message).OfType<Outgoing>()]);

    private static Outgoing? Message(StoredEvent stored) => stored.Data switch
    {
        SharingAgreed e => Outgoing.Of(new DataSharingAgreed(e.AgreementId.Value, UrnOf(stored), e.With, e.Shares, e.From, e.Until, stored.Timestamp), stored),
        SharingEnded e => Outgoing.Of(new DataSharingEnded(e.AgreementId.Value, UrnOf(stored), e.With, stored.Timestamp), stored),
        _ => null,
    };

    private static int UrnOf(StoredEvent stored) => int.Parse(stored.Stream.Tenant.Value, CultureInfo.InvariantCulture);
}
