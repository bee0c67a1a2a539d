namespace Cohesion.Web;

/// <summary>Someone expected at a session.</summary>
/// <param name="Note">A word beside the name, such as the form: "5B".</param>
public sealed record RegisterRow(string Id, string Name, string? Note = null);
