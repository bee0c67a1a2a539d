using System.Globalization;
using Cohesion.Contracts.Engagement;
using Cohesion.Engagement.Partners;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Cohesion.EventStore;

namespace Cohesion.Engagement;

/// <summary>What the other services hear of this one: referrals' clocks, partners' names, and that learners who were erased are forgotten. Agencies, keys and matches are nobody else's business.</summary>
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
            else if (stored.Data is LearnerForgotten forgotten)
            {
                messages.Add(Outgoing.Of(new LearnersForgotten(int.Parse(stored.Stream.Tenant.Value, CultureInfo.InvariantCulture), [new(forgotten.LearnerId.Value, forgotten.Rows)], forgotten.At), stored));
            }
            else if (PartnerPublisher.Speaks(stored.Data))
            {
                messages.Add(await PartnerPublisher.MessageAsync(stored, context.Store, ct));
            }
        }

        return messages;
    }
}
