using System.Globalization;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>What the cells of one line say about a school, apart from its number and its trust.</summary>
internal static class GiasDetails
{
    private const int OldestAge = 99;
    private const int MostPupils = 20_000;
    private static readonly string Statuses = $"it is {string.Join(", ", EstablishmentStatus.All.SkipLast(1).Select(s => $"“{s}”"))} or “{EstablishmentStatus.All[^1]}”.";

    public static SchoolDetails Of(GiasCells cells)
    {
        var (low, high) = (cells.Number(GiasHeader.LowAge, OldestAge), cells.Number(GiasHeader.HighAge, OldestAge));
        if (low > high)
        {
            cells.Fault(GiasHeader.HighAge, "The oldest age is below the youngest.");
        }

        var (opened, closed) = (cells.Day(GiasHeader.Opened), cells.Day(GiasHeader.Closed));
        if (closed < opened)
        {
            cells.Fault(GiasHeader.Closed, "The school closed before it opened.");
        }

        return new SchoolDetails(
            cells.Needed(GiasHeader.Name, "The name of the school"), LaCode(cells), cells.Needed(GiasHeader.LaName, "The name of the local authority"),
            cells.Digits(GiasHeader.Number, 4, "an establishment number; it has four digits."), cells.Needed(GiasHeader.Type, "The type of establishment"),
            cells.Text(GiasHeader.Phase) ?? "Not applicable", Status(cells), opened, closed, low, high, cells.Number(GiasHeader.Pupils, MostPupils),
            cells.Text(GiasHeader.Town), cells.Text(GiasHeader.Postcode));
    }

    private static int LaCode(GiasCells cells)
    {
        cells.Needed(GiasHeader.LaCode, "The code of the local authority");
        return int.Parse(cells.Digits(GiasHeader.LaCode, 3, "the code of a local authority; it has three digits.") ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>By its name: there are extracts whose codes and names disagree.</summary>
    private static string Status(GiasCells cells)
    {
        var text = cells.Text(GiasHeader.Status);
        var status = text is null ? null : EstablishmentStatus.Find(text);
        if (text is null)
        {
            cells.Fault(GiasHeader.Status, $"The status is missing; {Statuses}");
        }
        else if (status is null)
        {
            cells.IsNot(GiasHeader.Status, text, $"a status; {Statuses}");
        }

        return status ?? "";
    }
}
