namespace Cohesion.Reporting.Schools;

/// <summary>Whether a school is there, in the words of GIAS; its codes 1 to 4 in their order.</summary>
public static class EstablishmentStatus
{
    public const string Open = "Open";
    public const string Closed = "Closed";
    public const string ProposedToClose = "Open, but proposed to close";
    public const string ProposedToOpen = "Proposed to open";

    public static readonly IReadOnlyList<string> All = [Open, Closed, ProposedToClose, ProposedToOpen];

    /// <summary>The status as GIAS writes it, whatever the case of the text; null for any other text.</summary>
    public static string? Find(string text) => All.FirstOrDefault(status => string.Equals(status, text, StringComparison.OrdinalIgnoreCase));
}
