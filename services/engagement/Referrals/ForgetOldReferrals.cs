namespace Cohesion.Engagement.Referrals;

/// <summary>Who and what a referral spoke of is forgotten when the school's schedule says so, where the child was never matched to a learner; states and clocks stay.</summary>
public sealed class ForgetOldReferrals(Database database, TimeProvider clock)
{
    public Task RunAsync(CancellationToken ct) => database.RunAsync("Referrals.ForgetOld.sql", [clock.GetUtcNow()], ct);
}
