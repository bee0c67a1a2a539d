using Cohesion.Sample.Partners;
using Cohesion.Sample.Rolls;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Referrals;

/// <summary>An agency that may refer children to the schools of one local authority.</summary>
public sealed record Agency(string Name, string Sector, int LaCode);

/// <summary>A referral as an agency sends it, and how far the school (or the agency, cancelling) takes it.</summary>
/// <param name="State">The state it is to reach: "received" … "completed", "cancelled".</param>
public sealed record Referral(
    string Key, int Urn, string Agency, string Reason, string Because, string Requested, string Urgency, string LegalBasis,
    string Name, DateOnly DateOfBirth, string Postcode, string YearGroup, DateOnly ConsentOn, string State)
{
    private static readonly string[] States =
        ["received", "completed", "acknowledged", "in-progress", "declined", "accepted", "cancelled", "completed", "received", "in-progress"];

    public static IReadOnlyList<Agency> Agencies(IEnumerable<School> schools) =>
    [
        .. schools.DistinctBy(s => s.LaCode).SelectMany(school => DataFile.Rows("referrals.csv")
            .Select(row => new Agency(Partner.Filled(row["agency"], school), row["sector"], school.LaCode)).DistinctBy(a => a.Name)),
    ];

    public static IReadOnlyList<Referral> Of(int seed, School school, IReadOnlyList<Learner> roll, DateOnly today, int count)
    {
        var chance = Chance.For(seed, "referrals", school.Urn);
        var reasons = chance.Shuffle(DataFile.Rows("referrals.csv"));
        var first = chance.Below(States.Length);
        return
        [
            .. chance.Some(roll, Math.Min(count, reasons.Count), l => (l.FreeMeals ? 2 : 1) * (l.Sen == "N" ? 1 : 2)).Select((learner, i) => new Referral(
                $"referral-{school.Urn}-{i + 1}", school.Urn, Partner.Filled(reasons[i]["agency"], school), reasons[i]["reason"], reasons[i]["because"],
                reasons[i]["requested"], reasons[i]["urgency"], reasons[i]["legal_basis"], learner.FullName, learner.DateOfBirth, school.Postcode, learner.YearGroup,
                today.AddDays(-3 - chance.Below(10)), States[(first + i) % States.Length])),
        ];
    }
}
