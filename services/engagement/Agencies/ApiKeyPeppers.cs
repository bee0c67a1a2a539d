using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Cohesion.Engagement.Agencies;

/// <summary>The secrets that go into the hashes of keys, so that nobody can try keys with the database alone. While one replaces the other both are accepted.</summary>
public sealed class ApiKeysOptions
{
    public const string Section = "ApiKeys";
    public const int ShortestPepper = 32;

    /// <summary>The pepper that hashes are made with; at least 32 random characters, here or in <see cref="PepperFile"/>.</summary>
    public string? Pepper { get; init; }

    public string? PepperFile { get; init; }

    /// <summary>
    /// Accepted as well: hashes made with it work, and are made anew when their key is next used. To change the pepper give the new one here first,
    /// to every replica; then let the two change places; and take the old one away when no key is listed with it any more.
    /// </summary>
    public string? OtherPepper { get; init; }

    public string? OtherPepperFile { get; init; }

    internal string? Newest => Read(Pepper, PepperFile);

    internal string? Other => Read(OtherPepper, OtherPepperFile);

    private static string? Read(string? text, string? file) =>
        (!string.IsNullOrWhiteSpace(text) ? text : !string.IsNullOrWhiteSpace(file) ? File.ReadAllText(file) : null)?.Trim();
}

/// <summary>Says what is wrong with the peppers, and never what they are.</summary>
public sealed class ValidateApiKeys : IValidateOptions<ApiKeysOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeysOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.Pepper), options.Pepper, options.PepperFile, () => options.Newest, required: true, faults);
        Check(nameof(options.OtherPepper), options.OtherPepper, options.OtherPepperFile, () => options.Other, required: false, faults);
        if (faults.Count == 0 && options.Newest == options.Other)
        {
            faults.Add("ApiKeys:OtherPepper must be another one than ApiKeys:Pepper.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string name, string? text, string? file, Func<string?> read, bool required, List<string> faults)
    {
        var (hasText, hasFile) = (!string.IsNullOrWhiteSpace(text), !string.IsNullOrWhiteSpace(file));
        if (hasText && hasFile)
        {
            faults.Add($"Give ApiKeys:{name} or ApiKeys:{name}File, not both.");
        }
        else if (hasFile && !File.Exists(file))
        {
            faults.Add($"ApiKeys:{name}File names no file that can be read.");
        }
        else if (!hasText && !hasFile)
        {
            faults.AddRange(required ? [$"ApiKeys:{name} or ApiKeys:{name}File is missing."] : []);
        }
        else if (read() is not { Length: >= ApiKeysOptions.ShortestPepper })
        {
            faults.Add($"ApiKeys:{name} must have at least {ApiKeysOptions.ShortestPepper} characters.");
        }
    }
}

/// <summary>The hash of a key and the name of the pepper in it; null for a hash from before there was one.</summary>
public sealed record KeyHash(string? Pepper, byte[] Hash);

/// <summary>Makes and compares hashes of keys: HMAC-SHA-256 under a pepper. A fast hash will do: there is no guessing 256 random bits.</summary>
public sealed class ApiKeyPeppers
{
    private readonly Dictionary<string, byte[]> peppers = new(StringComparer.Ordinal);

    public ApiKeyPeppers(IOptions<ApiKeysOptions> options)
    {
        Newest = Add(options.Value.Newest!);
        if (options.Value.Other is { } other)
        {
            Add(other);
        }
    }

    /// <summary>The name of the pepper that hashes are made with: eight hex digits that tell nothing of it.</summary>
    public string Newest { get; }

    /// <summary>Whether hashes with this pepper, or with none, can still be compared.</summary>
    public bool Know(string? pepper) => pepper is null || peppers.ContainsKey(pepper);

    public KeyHash Hash(string key) => new(Newest, HMACSHA256.HashData(peppers[Newest], Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether this is the key of the hash; takes as long for a wrong key, a hash whose pepper is gone, and none at all.</summary>
    public bool Matches(string key, KeyHash? held)
    {
        var text = Encoding.UTF8.GetBytes(key);
        var known = held is { Pepper: { } name } && peppers.ContainsKey(name);
        var unpeppered = held is { Pepper: null };
        var hash = unpeppered ? SHA256.HashData(text) : HMACSHA256.HashData(peppers[known ? held!.Pepper! : Newest], text);
        return CryptographicOperations.FixedTimeEquals(hash, known || unpeppered ? held!.Hash : new byte[HMACSHA256.HashSizeInBytes]);
    }

    private string Add(string pepper)
    {
        var secret = Encoding.UTF8.GetBytes(pepper);
        var name = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "cohesion: the name of this pepper"u8))[..8];
        peppers[name] = secret;
        return name;
    }
}
