using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Hosting;

/// <summary>Where session tokens come from and what they must say.</summary>
public sealed class TokensOptions
{
    public const string Section = "Tokens";

    /// <summary>Base address of the access service, e.g. "http://127.0.0.1:5101"; its metadata is at /access/.well-known/openid-configuration.</summary>
    [Required, Url]
    public required string Authority { get; init; }

    [Required]
    public string Issuer { get; init; } = "https://cohesion/access";
}

/// <summary>The broker.</summary>
public sealed class RabbitMqOptions
{
    public const string Section = "RabbitMq";

    /// <summary>amqp://user:password@host:port/virtual-host</summary>
    [Required]
    public required Uri Uri { get; init; }

    /// <summary>Messages that a consumer may have unacknowledged.</summary>
    [Range(1, 10_000)]
    public int Prefetch { get; init; } = 64;
}

[OptionsValidator]
internal sealed partial class ValidateTokens : IValidateOptions<TokensOptions>;

[OptionsValidator]
internal sealed partial class ValidateRabbitMq : IValidateOptions<RabbitMqOptions>;
