using System.ComponentModel.DataAnnotations;

using Microsoft.Extensions.Options;

namespace Cohesion.EventStore;

/// <summary>Where the keys of personal texts are; asked for only in a service whose events hold some.</summary>
public sealed class KeysOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// A folder of key-encryption keys, by names that sort by age: <c>2026-09.key</c> is 32 random bytes in base64 (<c>openssl rand -base64 32</c>).
    /// The last wraps, all unwrap.
    /// </summary>
    [Required(ErrorMessage = "Keys:Folder is missing: events of this service hold personal texts.")]
    public string Folder { get; set; } = "";

    /// <summary>The database of the subjects' keys: <c>ConnectionStrings:CohesionKeys</c>, otherwise that of the events.</summary>
    [Required(ErrorMessage = "ConnectionStrings:CohesionKeys is missing.")]
    public string ConnectionString { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ValidateKeysOptions : IValidateOptions<KeysOptions>;
