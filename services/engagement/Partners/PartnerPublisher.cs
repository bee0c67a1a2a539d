using System.Globalization;
using Cohesion.EventStore;
using Contract = Cohesion.Contracts.Engagement;

namespace Cohesion.Engagement.Partners;

/// <summary>Tells other services the name and sector of a partner, and when the partnership ended; whom one speaks to there stays here.</summary>
internal static class PartnerPublisher
{
    public static bool Speaks(object @event) => @event is PartnerRegistered or PartnerChanged or PartnershipEnded;

    public static async Task<Outgoing> MessageAsync(StoredEvent stored, Store store, CancellationToken ct)
    {
        var (partner, id) = (Partner.Aggregate.Initial, Guid.Empty);
        await foreach (var earlier in store.ReadStreamAsync(stored.Stream, 0, ct))
        {
            if (earlier.Version > stored.Version)
            {
                break;
            }

            partner = Partner.Evolve(partner, earlier.Data);
            id = earlier.Data is PartnerRegistered registered ? registered.PartnerId.Value : id;
        }

        var urn = int.Parse(stored.Stream.Tenant.Value, CultureInfo.InvariantCulture);
        return Outgoing.Of(
            new Contract.PartnerRegistered(id, urn, partner.Name, partner.Sector, partner.Community, partner.Ended is null, stored.Version, stored.Timestamp), stored);
    }
}
