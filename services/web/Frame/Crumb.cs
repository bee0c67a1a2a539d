namespace Cohesion.Web;

/// <summary>A link of the breadcrumbs, or of any short list of links.</summary>
public sealed record Crumb(string Text, string Href);
