using Cohesion.Activity.Partners;
using Cohesion.Activity.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>Whether a school has the learners and the partners that a plan names.</summary>
public sealed class KnownToSchool(SchoolRoll roll, SchoolPartners partners)
{
    /// <summary>A fault for each that it does not have.</summary>
    public async Task<IReadOnlyList<Fault>> FaultsOfAsync(int urn, ActivityPlan plan, CancellationToken ct)
    {
        List<Fault> faults = [];
        if (plan.Audience.Learners.Count > 0)
        {
            var known = (await roll.NamedAsync(Tenant.Of(urn), plan.Audience.Learners, ct)).Select(learner => learner.LearnerId).ToHashSet();
            faults.AddRange(plan.Audience.Learners.Where(id => !known.Contains(id))
                .Select(id => new Fault("audience.learners", "not-on-roll", $"{id} is not on the roll of this school.")));
        }

        if (plan.Tags.PartnerIds.Count > 0)
        {
            var known = (await partners.OfAsync(Tenant.Of(urn), ct)).Select(partner => partner.PartnerId).ToHashSet();
            faults.AddRange(plan.Tags.PartnerIds.Where(id => !known.Contains(id))
                .Select(id => new Fault("partnerIds", "unknown", $"{id} is not a partner of this school.")));
        }

        return faults;
    }
}
