namespace Cohesion.Web;

/// <summary>How much a button asks for attention: one primary a page, warning only for what cannot be undone.</summary>
public enum ButtonKind { Primary, Secondary, Warning }
