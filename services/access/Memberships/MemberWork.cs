using Cohesion.Access.Organisations;
using Cohesion.Access.Sessions;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Access.Memberships;

/// <summary>What is asked for somebody: as what, from and until when.</summary>
public sealed record MemberTerms(Role Role, DateOnly From, DateOnly? Until);

/// <summary>What the use cases of memberships share: who may come in, and how a decision about one membership is stored.</summary>
public sealed class MemberWork(Store store, MembershipList members, Revocations revocations, OrganisationNames names, TimeProvider clock)
{
    /// <summary>Who may look after members; where is decided by <see cref="Granting.MayLookAfter"/>.</summary>
    public static readonly Role[] Keepers = [Role.OrganisationAdministrator, Role.Head, Role.Administrator];

    public DateOnly Today => London.Today(clock);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The organisation that a path names, with its place, if the caller looks after it; a foreign one is as one that is not there.</summary>
    public async Task<(Organisation Organisation, Place Place)?> OpenAsync(string tenant, Caller caller, CancellationToken ct) =>
        Organisation.Of(tenant) is { } organisation && Granting.MayLookAfter(caller, organisation) && await names.FindAsync(organisation, ct) is { } place
            ? (organisation, place)
            : null;

    /// <summary>Decides about one membership; tokens that say what it was before are revoked with what changes it.</summary>
    public async Task<DecideResult> DecideAsync(
        Organisation organisation, MembershipId id, long? version, string by, Func<Members, Decision> decide, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("whoever looks after Cohesion looks after administrators everywhere; MayLookAfter has said where");
        if (await members.FindAsync(organisation, id, ct) is null)
        {
            return new DecideResult.NotFound();
        }

        string? outdated = null;
        var result = await store.DecideAsync(Members.Aggregate, Members.StreamOf(organisation), version, Decide, EventMetadata.FromCurrentTrace(by: by), ct, alongside: Revoke);
        if (outdated is not null && result is DecideResult.Done)
        {
            await revocations.HereAsync(ct);
        }

        return result;

        Decision Decide(Members state)
        {
            var decision = decide(state);
            outdated = decision is Decision.Accepted { Events.Count: > 0 } && state.Find(id) is { } membership ? MemberItem.TokenIdOf(id, membership.Revision) : null;
            return decision;
        }

        Task Revoke(Work work, CancellationToken inside) => outdated is null ? Task.CompletedTask : revocations.AddAsync(work, outdated, inside);
    }

    /// <summary>Reads role and days from a form; every fault is named.</summary>
    public MemberTerms? Read(IFormCollection form, DateOnly from, List<Fault> faults)
    {
        if (!RoleNames.TryParse(form["role"], out var role))
        {
            faults.Add(new Fault("role", "required", "Choose what they act as"));
        }

        DateFields.TryRead(form, "from", "The first day", faults, out var first);
        DateFields.TryRead(form, "until", "The last day", faults, out var last);
        return Checked(new MemberTerms(role, first ?? from, last), faults);
    }

    /// <summary>Reads role and days as a program sends them.</summary>
    public MemberTerms? Read(string? role, string? from, string? until, List<Fault> faults)
    {
        if (!RoleNames.TryParse(role, out var known))
        {
            faults.Add(new Fault("role", "unknown", "Name a role, for instance \"teacher\"."));
        }

        return Checked(new MemberTerms(known, Periods.Read("from", from, faults) ?? Today, Periods.Read("until", until, faults)), faults);
    }

    private MemberTerms? Checked(MemberTerms terms, List<Fault> faults)
    {
        Periods.Check(terms.From, terms.Until, Today, faults);
        return faults.Count == 0 ? terms : null;
    }
}
