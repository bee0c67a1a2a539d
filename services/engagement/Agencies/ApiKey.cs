using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key that an agency sends with each request: "cohesion_" + prefix to find it by + 256 random bits.</summary>
public sealed record ApiKey(string Prefix, string Text)
{
    public const string Header = "X-Api-Key";

    private const string Start = "cohesion_";
    private const int PrefixLength = 8;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly SearchValues<char> LetterValues = SearchValues.Create(Letters);

    public static ApiKey Make()
    {
        var prefix = RandomNumberGenerator.GetString(Letters, PrefixLength);
        return new ApiKey(prefix, $"{Start}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");
    }

    /// <summary>The part a key is found by, null where the text has not the form of a key.</summary>
    public static string? PrefixOf(string text) =>
        text.Length is > 40 and < 100 && text.StartsWith(Start, StringComparison.Ordinal) && text[Start.Length + PrefixLength] == '_'
            && text.AsSpan(Start.Length, PrefixLength).IndexOfAnyExcept(LetterValues) < 0
            ? text.Substring(Start.Length, PrefixLength)
            : null;
}
