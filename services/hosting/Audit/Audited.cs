using Microsoft.AspNetCore.Builder;

namespace Cohesion.Hosting;

/// <summary>What somebody did, or tried to do, with somebody's data.</summary>
public enum AuditAct
{
    /// <summary>It was shown to them.</summary>
    Saw,

    /// <summary>They made, changed or ended it.</summary>
    Changed,

    /// <summary>They took it away as a file.</summary>
    Exported,

    /// <summary>They signed in, to act there.</summary>
    SignedIn,
}

/// <summary>What the data was used for: the purposes of the record of processing, each with its lawful basis in the privacy notice.</summary>
public enum AuditPurpose
{
    /// <summary>Who takes part in what: planning, registers, reach.</summary>
    Participation,

    /// <summary>Whether groups are treated alike: characteristics and figures by group (DPA 2018, Schedule 1, paragraph 8).</summary>
    EqualityMonitoring,

    /// <summary>Help for a child who was referred by an agency.</summary>
    Referral,

    /// <summary>Work with partners and agencies.</summary>
    Partnership,

    /// <summary>What governors, trusts and authorities answer for.</summary>
    Oversight,

    /// <summary>Who may act where.</summary>
    Access,

    /// <summary>Running the platform.</summary>
    Platform,

    /// <summary>Looking after this record.</summary>
    Accountability,
}

/// <summary>Says at an endpoint what it is for the audit; a request to it leaves a row in the chain of the school, trust, authority or agency concerned.</summary>
/// <param name="What">The kind of thing, e.g. "register": lower case, no more than 40 characters.</param>
/// <param name="Special">It shows or takes special-category fields.</param>
/// <param name="Stream">How the id of the thing's stream begins ("session"), where the path has an id and no URN: it tells whose thing it is to someone who acts in several schools.</param>
/// <param name="ForPlatform">The row belongs to the platform, whoever asks.</param>
/// <param name="Reasons">The codes that the query's "reason" may be, where the page asks for one.</param>
public sealed record Audited(string What, AuditAct Act, AuditPurpose Purpose, bool Special, string? Stream, bool ForPlatform, IReadOnlyList<string> Reasons);

/// <summary>The one line of an endpoint about the audit.</summary>
public static class Auditing
{
    /// <summary>Who calls this endpoint sees, changes or exports <paramref name="what"/>; the row is in the database before the answer goes out.</summary>
    public static TBuilder Audited<TBuilder>(
        this TBuilder endpoint, string what, AuditAct act, AuditPurpose purpose, bool special = false, string? stream = null, bool forPlatform = false, IReadOnlyList<string>? reasons = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Audited(what, act, purpose, special, stream, forPlatform, reasons ?? []));
}
