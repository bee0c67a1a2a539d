using System.Diagnostics;

namespace Cohesion.Hosting;

/// <summary>Who signed in to act where, in the chain of that place; and sign-ins that were refused, in the chain of the platform, which names nobody.</summary>
public sealed class SignInRecord
{
    private const string Session = "session";
    private readonly AuditTrail trail;
    private readonly StrangersRefused strangers;
    private readonly TimeProvider clock;

    internal SignInRecord(AuditTrail trail, StrangersRefused strangers, TimeProvider clock) => (this.trail, this.strangers, this.clock) = (trail, strangers, clock);

    /// <summary>Done when the row is on disk; until then nobody is let in.</summary>
    public Task LetInAsync(Caller caller, Guid session) => trail.RecordAsync(
        Entry(AuditPlace.HomeOf(caller), AuditEntry.Clean(caller.PersonId), RoleNames.Of(caller.Role), AuditOutcome.Done) with { Item = session.ToString() }, CancellationToken.None);

    /// <summary>Anybody can fail as often as they like: like ones are counted and leave a row a second.</summary>
    public void Refuse() => strangers.Note(Entry(AuditPlace.Platform, "unknown-person", "", AuditOutcome.Refused));

    private AuditEntry Entry(string place, string who, string role, AuditOutcome outcome) => new(
        place, AuditEntry.Kept(clock.GetUtcNow()), who, role, AuditAct.SignedIn, outcome, Session, "", Special: false, AuditCodes.Of(AuditPurpose.Access), "",
        Activity.Current?.TraceId.ToString() ?? "");
}
