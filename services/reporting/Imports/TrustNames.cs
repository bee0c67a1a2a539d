using System.Globalization;
using System.Text;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>Finds the trust of a row: by its code; by a name that is known with a code, from this file or before; else by a code made of the name.</summary>
public sealed class TrustNames
{
    private readonly Dictionary<string, string> _codeOf = new(StringComparer.OrdinalIgnoreCase);

    public TrustNames(IEnumerable<Trust> known, IEnumerable<GiasRow> rows)
    {
        foreach (var trust in known.Concat(rows.Where(r => r is { TrustCode: not null, TrustName: not null }).Select(r => new Trust(r.TrustCode!, r.TrustName!))))
        {
            if (trust.Id != MadeOf(trust.Name))
            {
                _codeOf[trust.Name] = trust.Id;
            }
        }
    }

    public Trust? Of(GiasRow row) =>
        row.TrustName is not { } name ? null : new Trust(row.TrustCode ?? _codeOf.GetValueOrDefault(name) ?? MadeOf(name), name);

    /// <summary>"The Good Shepherd Trust" → "the-good-shepherd-trust": the same for every file.</summary>
    public static string MadeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                code.Append(char.ToLowerInvariant(c));
            }
            else if (code.Length > 0 && code[^1] != '-' && c is not '\'' and not '’')
            {
                code.Append('-');
            }
        }

        return code.ToString().TrimEnd('-');
    }
}
