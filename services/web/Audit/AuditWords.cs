using Cohesion.Hosting;

namespace Cohesion.Web;

/// <summary>What the page says of a row of the record.</summary>
internal static class AuditWords
{
    /// <summary>"Saw", "Tried to change".</summary>
    public static string Deed(AuditEntry entry) => (entry.Act, entry.Outcome is AuditOutcome.Done) switch
    {
        (AuditAct.Saw, true) => "Saw",
        (AuditAct.Changed, true) => "Changed",
        (AuditAct.Exported, true) => "Took away as a file",
        (AuditAct.SignedIn, true) => "Signed in",
        (AuditAct.SignedIn, _) => "Tried to sign in",
        (AuditAct.Saw, _) => "Tried to see",
        (AuditAct.Changed, _) => "Tried to change",
        _ => "Tried to take away",
    };

    /// <summary>"Refused"; null where it was done.</summary>
    public static string? Tag(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Refused => "Refused",
        AuditOutcome.NotDone => "Not done",
        AuditOutcome.Failed => "Failed",
        _ => null,
    };

    public static TagColour ColourOf(AuditOutcome outcome) => outcome is AuditOutcome.Refused ? TagColour.Red : TagColour.Grey;

    public static string What(AuditEntry entry) => Words.Sentence(entry.What.Replace('-', ' '));

    public static string Who(AuditEntry entry, Caller reader) =>
        entry.Who == reader.PersonId ? "You" : entry.Who;

    /// <summary>"Head teacher"; "Agency"; empty where it is not known.</summary>
    public static string Role(AuditEntry entry) => RoleNames.TryParse(entry.Role, out var role) ? RoleNames.Spoken(role) : Words.Sentence(entry.Role);

    public static string Why(AuditEntry entry)
    {
        var purpose = AuditCodes.TryParse<AuditPurpose>(entry.Purpose, out var known) ? Purpose(known) : entry.Purpose;
        return ExportAudit.Reasons.FirstOrDefault(reason => reason.Value == entry.Reason) is { } reason ? $"{purpose}: {reason.Label.ToLowerInvariant()}" : purpose;
    }

    private static string Purpose(AuditPurpose purpose) => purpose switch
    {
        AuditPurpose.Participation => "Who takes part",
        AuditPurpose.EqualityMonitoring => "Equality monitoring",
        AuditPurpose.Referral => "Help for a referred child",
        AuditPurpose.Partnership => "Work with partners",
        AuditPurpose.Oversight => "Oversight",
        AuditPurpose.Access => "Who may act where",
        AuditPurpose.Platform => "Running the platform",
        _ => "Looking after this record",
    };
}
