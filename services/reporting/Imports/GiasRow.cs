using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>A school as one line of a GIAS file gives it. A trust may come with its code, or by name alone.</summary>
public sealed record GiasRow(Urn Urn, SchoolDetails Details, string? TrustCode, string? TrustName);

/// <summary>What is wrong with a line: in which column, and why, in words for whoever mends the file.</summary>
public sealed record GiasFault(int Line, string Column, string Reason);

/// <summary>One line of a GIAS file, read: a row, or its faults.</summary>
public sealed record GiasLine(int Line, GiasRow? Row, IReadOnlyList<GiasFault> Faults);
