using Cohesion.Engagement.Partners;
using Cohesion.Engagement.Referrals;
using Cohesion.EventStore;

namespace Cohesion.Engagement;

/// <summary>What the other services hear of this one: referrals' clocks and partners' names. Agencies, keys and matches are nobody else's business.</summary>
internal static class Publisher
{
    public static async Task<IReadOnlyList<Outgoing>> MapAsync(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct)
    {
        var messages = new List<Outgoing>();
        foreach (var stored in page)
        {
            if (ReferralPublisher.Speaks(stored.Data))
            {
                messages.Add(await ReferralPublisher.MessageAsync(stored, context.Store, ct));
            }
            else if (PartnerPublisher.Speaks(stored.Data))
            {
                messages.Add(await PartnerPublisher.MessageAsync(stored, context.Store, ct));
            }
        }

        return messages;
    }
}
