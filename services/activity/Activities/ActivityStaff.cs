using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>Who may do what with activities.</summary>
public static class ActivityStaff
{
    /// <summary>Those who work with the children: they plan, record, take registers and see names.</summary>
    public static readonly Role[] All = [Role.Teacher, Role.PastoralLead, Role.CohesionLead, Role.Head];

    /// <summary>Those who may know why a child has not taken part.</summary>
    public static readonly Role[] Confidants = [Role.PastoralLead, Role.CohesionLead, Role.Head];
}
