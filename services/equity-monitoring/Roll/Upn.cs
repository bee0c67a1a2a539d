using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A unique pupil number: check letter, issuing authority, establishment, year, serial; the last character is a letter while the number is temporary.</summary>
public readonly record struct Upn
{
    // I, O and S are never used; a letter's value is its place here.
    private const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";
    private const int Length = 13;

    private Upn(string value) => Value = value;

    public string Value { get; }

    public bool IsTemporary => char.IsAsciiLetter(Value[^1]);

    /// <summary>Reads a number; a wrong one is explained in words that a data manager can act on.</summary>
    public static bool TryParse(string? text, out Upn upn, [NotNullWhen(false)] out UpnFault? fault)
    {
        upn = default;
        var value = (text ?? "").Trim().ToUpperInvariant();
        fault = Check(value);
        if (fault is not null)
        {
            return false;
        }

        upn = new Upn(value);
        return true;
    }

    /// <summary>The letter that belongs before twelve characters, for numbers being made or mended.</summary>
    public static char CheckLetterOf(ReadOnlySpan<char> lastTwelve)
    {
        var sum = 0;
        for (var index = 0; index < lastTwelve.Length; index++)
        {
            var character = lastTwelve[index];
            sum += (index + 2) * (char.IsAsciiDigit(character) ? character - '0' : Alphabet.IndexOf(character, StringComparison.Ordinal));
        }

        return Alphabet[sum % Alphabet.Length];
    }

    public override string ToString() => Value;

    private static UpnFault? Check(string value)
    {
        if (value.Length == 0)
        {
            return new("upn-missing", "There is no UPN.");
        }

        if (value.Length != Length)
        {
            return new("upn-length", string.Create(CultureInfo.InvariantCulture, $"A UPN has 13 characters; this has {value.Length}."));
        }

        if (!Alphabet.Contains(value[0], StringComparison.Ordinal))
        {
            return new("upn-character", "A UPN begins with a letter other than I, O and S.");
        }

        if (value.AsSpan(1, 11).ContainsAnyExceptInRange('0', '9'))
        {
            return new("upn-character", "The second to the twelfth character of a UPN are digits.");
        }

        if (!char.IsAsciiDigit(value[^1]) && !Alphabet.Contains(value[^1], StringComparison.Ordinal))
        {
            return new("upn-character", "A UPN ends with a digit, or while it is temporary with a letter other than I, O and S.");
        }

        if (!IssuingAuthorities.Contains(int.Parse(value.AsSpan(1, 3), CultureInfo.InvariantCulture)))
        {
            return new("upn-authority", $"No authority with the code {value[1..4]} has ever issued UPNs.");
        }

        var expected = CheckLetterOf(value.AsSpan(1));
        return value[0] == expected ? null : new("upn-check-letter", $"The check letter of this UPN should be {expected}, not {value[0]}: one of its characters is mistyped.");
    }
}

/// <summary>Why a text is not a UPN.</summary>
public sealed record UpnFault(string Code, string Message);
