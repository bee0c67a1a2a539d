using System.Collections.Frozen;
using System.Text.Json;

namespace Cohesion.Hosting;

/// <summary>How acts, outcomes and purposes are written in rows, addresses and files: "saw", "not-done", "equality-monitoring".</summary>
public static class AuditCodes
{
    /// <summary>The code; empty for a value that has none, which only a row that was tampered with can hold.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Of.GetValueOrDefault(value, "");

    public static bool TryParse<T>(string? code, out T value)
        where T : struct, Enum => Names<T>.By.TryGetValue(code ?? "", out value);

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Of = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> By = Of.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
