namespace Cohesion.EquityMonitoring.Roll;

/// <summary>What is wrong in a roll file, where, and how to put it right. Line 1 is the header; a fault without a column is about the whole row.</summary>
public sealed record RollFault(int Line, string? Column, string Code, string Message);
