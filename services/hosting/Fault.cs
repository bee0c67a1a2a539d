namespace Cohesion.Hosting;

/// <summary>One thing that is wrong with what was sent, and where.</summary>
/// <param name="Where">The field ("subject.dateOfBirth") or, in a file, the column.</param>
/// <param name="Code">Stable code for programs, e.g. "required".</param>
/// <param name="Message">A sentence for people that says what to do.</param>
/// <param name="Line">Line of a file, counted from 1 with the header.</param>
public sealed record Fault(string Where, string Code, string Message, int? Line = null, string? Column = null);
