using System.Globalization;

namespace Cohesion.Sample.Rolls;

/// <summary>Makes Unique Pupil Numbers: check letter, local authority, establishment, year, serial.</summary>
public static class Upn
{
    private const string Letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

    public static string Of(int laCode, int establishment, int year, int serial) =>
        WithCheckLetter(string.Create(CultureInfo.InvariantCulture, $"{laCode:000}{establishment:0000}{year % 100:00}{serial:000}"));

    /// <summary>Ends in a letter until the former school has told the real one.</summary>
    public static string Temporary(int laCode, int establishment, int year, int serial) =>
        WithCheckLetter(string.Create(CultureInfo.InvariantCulture, $"{laCode:000}{establishment:0000}{year % 100:00}{serial % 100:00}A"));

    /// <summary>Places 2 to 13 count by their place; the sum's rest by 23 is the letter.</summary>
    private static string WithCheckLetter(string rest)
    {
        var sum = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            sum += (i + 2) * (char.IsAsciiDigit(rest[i]) ? rest[i] - '0' : Letters.IndexOf(rest[i], StringComparison.Ordinal));
        }

        return Letters[sum % Letters.Length] + rest;
    }
}
