namespace Cohesion.Sample.Rolls;

/// <summary>A made-up learner of a real school, in the codes of the Common Basic Data Set.</summary>
/// <param name="YearGroup">"N1", "N2", "R", "1" … "13".</param>
/// <param name="PupilPremium">"DPP", "SCP", "LAP", "AFC", "EYP", or nothing.</param>
public sealed record Learner(
    string Upn, string Surname, string Forename, DateOnly DateOfBirth, string Sex, string YearGroup, string Form, string Ethnicity,
    string FirstLanguage, string Sen, string PupilPremium, bool FreeMeals, string Enrolment)
{
    public string FullName => $"{Forename} {Surname}";
}
