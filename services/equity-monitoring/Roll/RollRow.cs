namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A learner as a good row of a roll file describes them. Null: the file has no such column, so what is known stays.</summary>
public sealed record RollRow(
    int Line, Upn Upn, string Surname, string Forename, string? PreferredSurname, string? PreferredForename, DateOnly DateOfBirth, string YearGroup,
    string? Form, string? Sex, string? Ethnicity, string? FirstLanguage, string? Sen, string? PupilPremium, string? Fsm, string? EnrolmentStatus);

/// <summary>Whom a faulty row seems to be about, so that a mistyped cell does not make a learner of the school a leaver.</summary>
public sealed record RollHint(string? Upn, string? Surname, string? Forename);

/// <summary>A row of a roll file, good or faulty. None is ever left out.</summary>
public abstract record RollLine
{
    private RollLine()
    {
    }

    public sealed record Good(RollRow Row) : RollLine;

    public sealed record Faulty(int Line, IReadOnlyList<RollFault> Faults, RollHint Hint) : RollLine;

    /// <summary>A row that seemed good until its UPN came up again further down.</summary>
    public sealed record Withdrawn(int Line, RollFault Fault) : RollLine;
}
