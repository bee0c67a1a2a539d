using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Reporting.Imports;

namespace Cohesion.Reporting.Schools;

/// <summary>Takes what a GIAS row says about a school over: nothing where it says what is known already.</summary>
public static class TakeOverFromGias
{
    public static Decision Decide(School school, GiasRow row, Trust? trust, DateTimeOffset now) =>
        school.Details is not { } known ? Decision.Accept(new SchoolListed(row.Urn, row.Details, trust, now)) : Decision.Accept([.. Changes(school, known, row, trust, now)]);

    /// <summary>What the row changes, field by field, the trust included; empty for a school that is new or as before.</summary>
    public static IReadOnlyList<FieldChange> Difference(School school, GiasRow row, Trust? trust) =>
        school.Details is not { } known ? [] : [.. Difference(known, row.Details), .. Difference(school.Trust, trust)];

    private static IEnumerable<object> Changes(School school, SchoolDetails known, GiasRow row, Trust? trust, DateTimeOffset now)
    {
        if (Difference(known, row.Details).ToList() is [_, ..] changes)
        {
            yield return new SchoolDetailsChanged(row.Urn, row.Details, changes, now);
        }

        if (trust != school.Trust)
        {
            yield return trust is not null ? new SchoolJoinedTrust(row.Urn, trust, school.Trust, now) : new SchoolLeftTrust(row.Urn, school.Trust!, now);
        }

        if (known.IsClosed != row.Details.IsClosed)
        {
            yield return row.Details.IsClosed ? new SchoolClosed(row.Urn, row.Details.ClosedOn, now) : new SchoolReopened(row.Urn, now);
        }
    }

    private static IEnumerable<FieldChange> Difference(SchoolDetails from, SchoolDetails to) =>
        Fields.Select(f => new FieldChange(f.Name, f.Of(from), f.Of(to))).Where(c => c.From != c.To);

    private static IEnumerable<FieldChange> Difference(Trust? from, Trust? to)
    {
        if (from?.Name != to?.Name)
        {
            yield return new FieldChange("Trust", from?.Name, to?.Name);
        }
        else if (from?.Id != to?.Id)
        {
            yield return new FieldChange("Trust code", from?.Id, to?.Id);
        }
    }

    private static readonly IReadOnlyList<(string Name, Func<SchoolDetails, string?> Of)> Fields =
    [
        ("Name", d => d.Name),
        ("Local authority", d => string.Create(CultureInfo.InvariantCulture, $"{d.LaName} ({d.LaCode:000})")),
        ("Establishment number", d => d.EstablishmentNumber),
        ("Type", d => d.Type),
        ("Phase", d => d.Phase),
        ("Status", d => d.Status),
        ("Opened", d => Day(d.OpenedOn)),
        ("Closed", d => Day(d.ClosedOn)),
        ("Youngest age", d => Number(d.LowAge)),
        ("Oldest age", d => Number(d.HighAge)),
        ("Number of pupils", d => Number(d.NumberOfPupils)),
        ("Town", d => d.Town),
        ("Postcode", d => d.Postcode),
    ];

    private static string? Day(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
