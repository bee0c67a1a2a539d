namespace Cohesion.Reporting.Disclosure;

/// <summary>Who reads figures outside the school, the nearest first. Staff of the school are none: they see what they have entered.</summary>
public enum Audience
{
    Governors,
    Trust,
    LocalAuthority,
    Public,
}
