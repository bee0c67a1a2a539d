using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cohesion.Sample.Account;
using Cohesion.Testing;

namespace Cohesion.EndToEnd;

/// <summary>
/// Looks through all that the site and its servers have logged, traced and measured for anybody of the samples: a learner's full name either way round,
/// UPN or date of birth as ISO and British texts write it, and whatever else the walk has said about people. Single first or last names are not looked
/// for: they are words too.
/// </summary>
internal sealed partial class Leaks
{
    private readonly Town town;
    private readonly SearchValues<string> personal;

    public Leaks(Town town, params IEnumerable<string> saidInTheWalk)
    {
        this.town = town;
        var texts = new[] { town.Surrey, town.Hampshire }.SelectMany(sample => sample.Urns().SelectMany(urn => RollFile.Read(sample.RollPath(urn)))).SelectMany(Of);
        personal = SearchValues.Create([.. texts.Concat(saidInTheWalk).Distinct(StringComparer.Ordinal)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where something personal stands, each place with the text around it.</summary>
    public async Task<IReadOnlyList<string>> FoundAsync(CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var (name, path) in town.Site.Logs.Concat(town.Broker.Logs.Select(path => new KeyValuePair<string, string>("RabbitMQ", path))).Where(log => File.Exists(log.Value)))
        {
            await foreach (var line in File.ReadLinesAsync(path, ct))
            {
                Look(name, line, found);
            }
        }

        if (await Servers.PostgresLogAsync() is { } log)
        {
            await LookAtPostgresAsync(log, found, ct);
        }

        foreach (var export in town.Traces.Exports)
        {
            Look("OpenTelemetry", Encoding.UTF8.GetString(export), found);
        }

        return found;
    }

    /// <summary>Whether a text would be found.</summary>
    public bool Names(string text) => text.AsSpan().IndexOfAny(personal) >= 0;

    /// <summary>The server logs for many databases, each entry under the name of its own; what follows belongs to the entry before.</summary>
    private async Task LookAtPostgresAsync(string path, List<string> found, CancellationToken ct)
    {
        var isOurs = false;
        await foreach (var line in File.ReadLinesAsync(path, ct))
        {
            isOurs = Entry().Match(line) is { Success: true } entry ? entry.Groups["database"].Value == town.Site.Database.Name : isOurs;
            if (isOurs)
            {
                Look("PostgreSQL", line, found);
            }
        }
    }

    private void Look(string where, string text, List<string> found)
    {
        if (text.AsSpan().IndexOfAny(personal) is >= 0 and var at)
        {
            found.Add($"{where}: …{text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)]}…");
        }
    }

    private static IEnumerable<string> Of(RollRow row)
    {
        yield return row.Upn;
        yield return row.Name;
        yield return row.DateOfBirth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return row.DateOfBirth.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        if (row.Name.Split(' ') is [var first, var last])
        {
            yield return $"{last}, {first}";
            yield return $"{first}%20{last}";
            yield return $"{first}+{last}";
        }
    }

    [GeneratedRegex(@"^\S+ \S+ \S+ \[\d+\] (?<database>\S*) ", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
