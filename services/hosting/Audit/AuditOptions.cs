using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>What makes the audit trust nobody who has only the database.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>
    /// A folder of keys, by names that sort by age: <c>2026-09.key</c> is 32 random bytes in base64 (<c>openssl rand -base64 32</c>). The last
    /// writes, all verify. Without one the hashes have no key, and who owns the database can make a whole chain anew.
    /// </summary>
    public string? KeyFolder { get; init; }

    /// <summary>A folder that the database cannot reach, to which the ends of the chains are written beside the log.</summary>
    public string? AnchorFolder { get; init; }

    /// <summary>How often the ends of chains that have grown are told: rows newer than this may be cut off unseen.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AnchorEvery { get; init; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class ValidateAudit : IValidateOptions<AuditOptions>;
