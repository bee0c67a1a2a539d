namespace Cohesion.Hosting;

/// <summary>How a request ended.</summary>
public enum AuditOutcome
{
    Done,

    /// <summary>Not allowed, not theirs or not there; which of these is not said.</summary>
    Refused,

    /// <summary>Allowed, but nothing changed: faults in what was sent, or the rules of the field said no.</summary>
    NotDone,

    /// <summary>Something of ours broke; it may have been done.</summary>
    Failed,
}

/// <summary>Who did what to which thing, when and why. Nothing here names a child, an adult or what was seen: ids are opaque, all else are codes.</summary>
/// <param name="Tenant">Whose chain: a URN, "trust-…", "la-…", "agency-…" or "platform".</param>
/// <param name="At">In microseconds, as PostgreSQL keeps it.</param>
/// <param name="Who">Opaque id of the person, the agency, or what was presented in vain: "unknown-key", "unknown-token".</param>
/// <param name="Role">As in session tokens; "agency"; empty for nobody.</param>
/// <param name="What">The kind of thing.</param>
/// <param name="Item">Its opaque id; empty where the thing is the whole of the tenant.</param>
/// <param name="Special">Special-category fields were part of it.</param>
/// <param name="Purpose">Code of an <see cref="AuditPurpose"/>.</param>
/// <param name="Reason">Code that the person chose where the page asks for one; else empty.</param>
/// <param name="Correlation">The trace that the request belongs to.</param>
/// <param name="Times">How many like requests the row stands for; more than one only for those of nobody.</param>
public sealed record AuditEntry(
    string Tenant, DateTimeOffset At, string Who, string Role, AuditAct Act, AuditOutcome Outcome, string What, string Item, bool Special, string Purpose,
    string Reason, string Correlation, int Times = 1)
{
    /// <summary>The longest text that a field takes; a longer one is cut.</summary>
    public const int Longest = 128;

    /// <summary>A text from outside as a field takes it: no control characters, not too long.</summary>
    public static string Clean(string? text) =>
        string.Concat((text ?? "").Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(Longest));

    /// <summary>PostgreSQL keeps microseconds; a hash over more could never be found again.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
}

/// <summary>An entry in its place in the chain of its tenant.</summary>
/// <param name="Sequence">From 1, without holes.</param>
/// <param name="Key">Which key made the hash; empty for none.</param>
/// <param name="Previous">The hash of the row before; 32 zeros before the first.</param>
/// <param name="Hash">32 bytes over everything else in the row.</param>
public sealed record AuditRow(long Sequence, AuditEntry Entry, string Key, byte[] Previous, byte[] Hash);

/// <summary>Where a chain ended when somebody looked.</summary>
public sealed record AuditHead(string Tenant, long Sequence, byte[] Hash);
