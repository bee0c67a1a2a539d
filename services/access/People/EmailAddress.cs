using System.Text.RegularExpressions;

namespace Cohesion.Access.People;

/// <summary>An e-mail address as it is compared: without spaces round it, in small letters.</summary>
public static partial class EmailAddress
{
    private const int Longest = 254;

    public static bool TryParse(string? text, out string address)
    {
        address = text?.Trim().ToLowerInvariant() ?? "";
        return address.Length <= Longest && Shape().IsMatch(address);
    }

    [GeneratedRegex(@"^[^\s@<>()"",;:\\]+@[^\s@<>()"",;:\\.]+(\.[^\s@<>()"",;:\\.]+)+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
