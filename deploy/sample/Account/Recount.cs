using Cohesion.Contracts;
using Cohesion.Sample.Activities;
using Cohesion.Sample.Referrals;

namespace Cohesion.Sample.Account;

/// <summary>Counts a sample again from its files alone, so that what the pages show can be checked against something that is not the product.</summary>
public sealed class Recount(SampleFiles files)
{
    public SampleAccount Of(int seed, DateOnly asAt, string? trust, IReadOnlyList<int> laCodes, IReadOnlyList<string> notes)
    {
        var year = AcademicYear.Of(asAt);
        var referrals = files.Referrals();
        var schools = new SortedDictionary<string, Counts>(
            files.Urns().ToDictionary(urn => urn.ToString(System.Globalization.CultureInfo.InvariantCulture), urn => Of(urn, year, referrals)), StringComparer.Ordinal);
        return new SampleAccount(seed, asAt, year.ToString(), trust, laCodes, schools, Counts.Sum([.. schools.Values]), notes);
    }

    private Counts Of(int urn, AcademicYear year, IReadOnlyList<Referral> referrals)
    {
        var roll = RollFile.Read(files.RollPath(urn));
        var activities = files.Activities(urn);
        var present = files.Registers(urn);
        var counted = roll.Where(r => r.InHeadcount).ToList();
        var thisYear = activities.SelectMany(a => a.Sessions, (a, s) => (Activity: a, Session: s)).Where(x => year.Contains(x.Session.On)).ToList();
        var delivered = thisYear.Where(x => x.Session.HasRegister).ToList();
        var reached = ReachedIn(activities, present, year);
        return new Counts(
            counted.Count, roll.Count, ByGroup(counted, reached), new Reached(counted.Count(r => ReachedIn(activities, present, year.Previous).Contains(r.Upn)), counted.Count),
            activities.Count, thisYear.Count, delivered.Count, thisYear.Count(x => x.Session.CancelReason is not null),
            delivered.Sum(x => present[x.Session.Key].Count),
            HeldBy(thisYear.SelectMany(x => x.Activity.Strands, (x, strand) => (strand, x.Session))), HeldBy(thisYear.SelectMany(x => x.Activity.Dimensions, (x, dimension) => (dimension, x.Session))),
            Tally(referrals.Where(r => r.Urn == urn).Select(r => r.State)), files.Partners(urn).Count);
    }

    private static HashSet<string> ReachedIn(
        IReadOnlyList<PlannedActivity> activities, IReadOnlyDictionary<string, IReadOnlyList<string>> present, AcademicYear year) =>
    [
        .. activities.Where(a => a.CommunityBased).SelectMany(a => a.Sessions).Where(s => s.HasRegister && year.Contains(s.On)).SelectMany(s => present[s.Key]),
    ];

    private static SortedDictionary<string, IReadOnlyDictionary<string, Reached>> ByGroup(List<RollRow> roll, HashSet<string> reached)
    {
        Dictionary<string, Func<RollRow, string>> breakdowns = new(StringComparer.Ordinal)
        {
            ["all"] = _ => "total",
            ["sex"] = r => r.Sex,
            ["ethnicity_major"] = r => Major(r.Ethnicity),
            ["sen_provision"] = r => r.Sen,
            ["fsm_status"] = r => r.FreeMeals ? "fsm" : "not-fsm",
            ["first_language"] = r => r.Language switch { "ENG" or "ENB" => "english", "NOT" or "REF" => "unknown", _ => "eal" },
            ["year_group"] = r => r.YearGroup,
        };
        return new SortedDictionary<string, IReadOnlyDictionary<string, Reached>>(
            breakdowns.ToDictionary(
                b => b.Key,
                b => (IReadOnlyDictionary<string, Reached>)new SortedDictionary<string, Reached>(
                    roll.GroupBy(b.Value).ToDictionary(g => g.Key, g => new Reached(g.Count(r => reached.Contains(r.Upn)), g.Count())), StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }

    private static string Major(string code) => code switch
    {
        "AIND" or "APKN" or "ABAN" or "AOTH" or "CHNE" => "asian",
        "BCRB" or "BAFR" or "BOTH" => "black",
        "MWBC" or "MWBA" or "MWAS" or "MOTH" => "mixed",
        "WBRI" or "WIRI" or "WIRT" or "WROM" or "WOTH" => "white",
        "OOTH" => "other",
        _ => "unknown",
    };

    private static SortedDictionary<string, Held> HeldBy(IEnumerable<(string Code, PlannedSession Session)> sessions) => new(
        sessions.GroupBy(s => s.Code, s => s.Session).ToDictionary(
            g => g.Key, g => new Held(g.Count(s => s.HasRegister), g.Count(s => s is { HasRegister: false, CancelReason: null }), g.Count(s => s is { HasRegister: false, CancelReason: not null }))),
        StringComparer.Ordinal);

    private static SortedDictionary<string, int> Tally(IEnumerable<string> codes) => new(codes.CountBy(c => c).ToDictionary(), StringComparer.Ordinal);
}
