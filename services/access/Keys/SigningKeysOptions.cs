using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Keys;

/// <summary>How often the key that signs session tokens is changed: <c>SigningKeys:RotateDays</c>.</summary>
public sealed class SigningKeysOptions
{
    public const string Section = "SigningKeys";

    [Range(1, 365)]
    public int RotateDays { get; init; } = 30;
}

[OptionsValidator]
internal sealed partial class ValidateSigningKeys : IValidateOptions<SigningKeysOptions>;
