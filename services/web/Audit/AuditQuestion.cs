using System.Globalization;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Web;

/// <summary>What somebody asks of the record, as their address has it.</summary>
/// <param name="Did">"saw", "changed", "exported", "signed-in", "refused"; empty for anything.</param>
/// <param name="Who">The opaque id of a person or agency; empty for anybody.</param>
public sealed record AuditQuestion(DateFields On, string Did, string Who, bool SpecialOnly)
{
    private const string Refused = "refused";

    /// <summary>What may be asked for, with its words.</summary>
    public static IReadOnlyList<Option> Deeds { get; } =
        [new("saw", "Saw"), new("changed", "Changed"), new("exported", "Took away as a file"), new("signed-in", "Signed in"), new(Refused, "Was refused")];

    public static AuditQuestion From(IQueryCollection query)
    {
        return new(
            new(Text("on-day"), Text("on-month"), Text("on-year")),
            Deeds.FirstOrDefault(deed => deed.Value == query["did"])?.Value ?? "",
            AuditEntry.Clean(Text("who")),
            query["special"] == "yes");

        string Text(string name) => query[name].ToString().Trim();
    }

    /// <summary>The rows to look for; a day that is none is a fault, and no row fits.</summary>
    public AuditSearch Search(int urn, ICollection<Fault> faults)
    {
        On.TryRead("on", "The day", faults, out var day);
        return new(
            Tenant.Of(urn).Value,
            day is { } from ? London.Moment(from, TimeOnly.MinValue) : null,
            day is { } until ? London.Moment(until.AddDays(1), TimeOnly.MinValue) : null,
            AuditCodes.TryParse<AuditAct>(Did, out var act) ? act : null,
            Did == Refused ? AuditOutcome.Refused : null,
            Who.Length > 0 ? Who : null,
            SpecialOnly);
    }

    /// <summary>The question as fields of an address.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parts =>
    [
        .. new (string Name, string Value)[] { ("on-day", On.Day), ("on-month", On.Month), ("on-year", On.Year), ("did", Did), ("who", Who), ("special", SpecialOnly ? "yes" : "") }
            .Where(part => part.Value.Length > 0).Select(part => KeyValuePair.Create(part.Name, part.Value)),
    ];

    /// <summary>The address of these rows.</summary>
    public string At(string path, long? before = null)
    {
        var parts = Parts.Select(part => KeyValuePair.Create(part.Key, (string?)part.Value)).ToList();
        if (before is { } number)
        {
            parts.Add(KeyValuePair.Create("before", (string?)number.ToString(CultureInfo.InvariantCulture)));
        }

        return QueryHelpers.AddQueryString(path, parts);
    }
}
