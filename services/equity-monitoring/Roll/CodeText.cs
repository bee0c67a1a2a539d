namespace Cohesion.EquityMonitoring.Roll;

/// <summary>How a school's system writes a code: alone, with its label behind a dash, or as the label; capitals and punctuation vary.</summary>
internal static class CodeText
{
    /// <summary>Letters and digits only, in capitals.</summary>
    public static string Key(string text)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 128)];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character) && length < kept.Length)
            {
                kept[length++] = char.ToUpperInvariant(character);
            }
        }

        return new string(kept[..length]);
    }

    /// <summary>"WBRI" of "WBRI - White British".</summary>
    public static string BeforeLabel(string text)
    {
        var end = text.AsSpan().IndexOfAny("-:(");
        return end < 0 ? text : text[..end].Trim();
    }
}
