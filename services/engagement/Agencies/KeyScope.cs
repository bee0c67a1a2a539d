using System.Text.Json.Serialization;
using Cohesion.Engagement.Schools;

namespace Cohesion.Engagement.Agencies;

/// <summary>What a key opens of what its agency may use: schools by URN, all schools of authorities, reasons, urgencies. An empty list sets no limit.</summary>
public sealed record KeyScope(IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons, IReadOnlyList<string> Urgencies)
{
    public static readonly KeyScope Whole = new([], [], [], []);

    [JsonIgnore]
    public bool EverySchool => Schools.Count == 0 && LocalAuthorities.Count == 0;

    public bool Opens(SchoolRow school) => EverySchool || Schools.Contains(school.Urn) || LocalAuthorities.Contains(school.LaCode);

    public bool MayGive(string reason) => Reasons.Count == 0 || Reasons.Contains(reason);

    public bool MayAsk(string urgency) => Urgencies.Count == 0 || Urgencies.Contains(urgency);

    /// <summary>The first part of this scope that goes beyond another; null where none does. A school lies within its authority too, as <paramref name="known"/> lists it.</summary>
    public string? BeyondOf(KeyScope agency, IReadOnlyList<SchoolRow> known)
    {
        var schools = Schools.Where(urn => !agency.Schools.Contains(urn) && !known.Any(school => school.Urn == urn && agency.LocalAuthorities.Contains(school.LaCode)));
        var authorities = LocalAuthorities.Except(agency.LocalAuthorities);
        var reasons = agency.Reasons.Count == 0 ? [] : Reasons.Except(agency.Reasons);
        return schools.Select(urn => $"school {urn}")
            .Concat(authorities.Select(code => $"local authority {code:000}"))
            .Concat(reasons.Select(reason => $"the reason {reason}"))
            .FirstOrDefault();
    }
}
