using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Providers;

/// <summary>The organisations' own sign-ins, by a short name that stands in addresses: <c>SignIn:Providers:entra:Authority</c>.</summary>
public sealed class SignInOptions
{
    public const string Section = "SignIn";

    public Dictionary<string, ProviderOptions> Providers { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>One OpenID provider: Microsoft Entra, Google, DfE Sign-in or any other that speaks OpenID Connect.</summary>
public sealed class ProviderOptions
{
    /// <summary>Its issuer; its metadata is at /.well-known/openid-configuration below. https, except on this machine.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>The secret itself, or <see cref="ClientSecretFile"/>: one of the two.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A file that holds the secret and nothing else.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>What people call it: "your school account".</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The claim that never changes for a person: "sub", at Entra "oid".</summary>
    public string SubjectClaim { get; init; } = "sub";

    public string EmailClaim { get; init; } = "email";

    public string NameClaim { get; init; } = "name";

    /// <summary>True where the organisation itself gives out the addresses, so that they need no email_verified (Entra sends none).</summary>
    public bool EmailsAreVerified { get; init; }

    public string Scopes { get; init; } = "openid email profile";

    internal string Secret => ClientSecret ?? File.ReadAllText(ClientSecretFile!).Trim();
}

/// <summary>The service does not start with a provider that could not work.</summary>
internal sealed partial class ValidateSignIn : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var faults = options.Providers.SelectMany(provider => FaultsOf(provider.Key, provider.Value).Select(fault => $"SignIn:Providers:{provider.Key}:{fault}")).ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> FaultsOf(string name, ProviderOptions provider)
    {
        if (!ProviderName().IsMatch(name))
        {
            yield return "the name may have small letters, digits and hyphens";
        }

        if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return "Authority must be an https address";
        }

        foreach (var (setting, value) in new[]
        {
            (nameof(provider.ClientId), provider.ClientId), (nameof(provider.DisplayName), provider.DisplayName),
            (nameof(provider.SubjectClaim), provider.SubjectClaim), (nameof(provider.EmailClaim), provider.EmailClaim),
        })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return setting + " is missing";
            }
        }

        if (!provider.Scopes.Split(' ').Contains("openid", StringComparer.Ordinal))
        {
            yield return "Scopes must have openid among them";
        }

        if (string.IsNullOrEmpty(provider.ClientSecret) == string.IsNullOrEmpty(provider.ClientSecretFile))
        {
            yield return "ClientSecret or ClientSecretFile is needed, not both";
        }
        else if (provider.ClientSecretFile is { Length: > 0 } file && (!File.Exists(file) || string.IsNullOrWhiteSpace(File.ReadAllText(file))))
        {
            yield return "ClientSecretFile names no file with a secret in it";
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,30}$", RegexOptions.None, 1000)]
    private static partial Regex ProviderName();
}
