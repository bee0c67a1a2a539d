using Cohesion.Contracts;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Rolls;

/// <summary>The learners of one school: as many as GIAS says, with characteristics as England has them.</summary>
public sealed class Roll(int seed, Backgrounds backgrounds, School school, AcademicYear year)
{
    private const int LargestForm = 30;
    private static readonly HashSet<string> PoorerGroups = ["WIRT", "WROM", "BCRB", "BAFR", "APKN", "ABAN", "MWBC", "OOTH"];
    private static readonly HashSet<string> RicherGroups = ["AIND", "CHNE", "MWAS", "WIRI"];
    private readonly Chance chance = Chance.For(seed, "roll", school.Urn);
    private readonly RollNames names = new(backgrounds);

    public IReadOnlyList<Learner> Make()
    {
        var pupils = school.Pupils ?? 0;
        var mix = backgrounds.LocalMix(chance);
        var sexes = chance.Shuffle(Enumerable.Range(0, pupils).Select(i => i < (school.Boys ?? pupils / 2) ? "M" : "F"));
        var (learners, serials, next) = (new List<Learner>(pupils), new Dictionary<int, int>(), 0);
        foreach (var (group, count) in YearGroups.Sizes(school, pupils))
        {
            var forms = FormNames.Of(school, group, Math.Max(1, (count + LargestForm - 1) / LargestForm));
            for (var i = 0; i < count; i++)
            {
                var entry = year.StartYear - Math.Max(0, group);
                var serial = serials[entry] = serials.GetValueOrDefault(entry) + 1;
                var twin = i > 0 && chance.Is(0.012) ? learners[^1] : null;
                learners.Add(Learner(group, forms[i * forms.Count / count], sexes[next++], Upn.Of(school.LaCode, school.Establishment, entry, serial), mix, twin));
            }
        }

        return [.. WithUnusual(WithMeals(learners)), .. Subsidiary(mix)];
    }

    /// <summary>Some schools have a learner whose main school is another: on the roll, and not in the headcount.</summary>
    private IEnumerable<Learner> Subsidiary(IReadOnlyList<(string Code, double Weight)> mix)
    {
        if (school.Urn % 4 == 0)
        {
            var group = YearGroups.Of(school).Max();
            var upn = Upn.Of(school.LaCode, 1, year.StartYear - group, school.Urn % 1000);
            yield return Learner(group, FormNames.Of(school, group, 1)[0], "M", upn, mix, null) with { Enrolment = "S" };
        }
    }

    private Learner Learner(int group, string form, string sex, string upn, IReadOnlyList<(string Code, double Weight)> mix, Learner? twin)
    {
        var ethnicity = twin?.Ethnicity ?? chance.Of<string>(mix);
        var (forename, surname) = names.Next(chance, ethnicity, sex, YearGroups.Name(group), twin?.Surname);
        return new Learner(
            upn, surname, forename, twin?.DateOfBirth ?? YearGroups.Birthday(chance, year, group), sex, YearGroups.Name(group), twin?.Form ?? form, ethnicity,
            twin?.FirstLanguage ?? backgrounds.Language(chance, ethnicity), Sen(group, sex), "", false, chance.Is(0.004) ? "M" : "C");
    }

    /// <summary>Boys more often than girls, older children more often than younger, as everywhere in England.</summary>
    private string Sen(int group, string sex)
    {
        var factor = (sex == "M" ? 1.32 : 0.68) * Math.Clamp(0.65 + (0.1 * group), 0.4, 1.25);
        var (support, plan) = (backgrounds.National("sen", "K") * factor, backgrounds.National("sen", "E") * factor);
        return chance.Share() switch { var p when p < plan => "E", var p when p < plan + support => "K", _ => "N" };
    }

    /// <summary>Free meals for as many as GIAS says; pupil premium for them, for those who had them in the last six years, and for a few others.</summary>
    private List<Learner> WithMeals(List<Learner> learners)
    {
        var free = chance.Some(learners, school.OnFreeMeals ?? (int)(learners.Count * backgrounds.National("fsm", "Y")), Weight).ToHashSet();
        var ever = (int)(free.Count * ((backgrounds.National("fsm6", "Y") / backgrounds.National("fsm", "Y")) - 1));
        var once = chance.Some(learners.Where(l => !free.Contains(l) && l.YearGroup is not ("N1" or "N2" or "R")), ever, Weight).ToHashSet();
        return [.. learners.Select(l => l with { FreeMeals = free.Contains(l), PupilPremium = Premium(l, free.Contains(l), once.Contains(l)) })];
    }

    private string Premium(Learner learner, bool free, bool once) => (free || once, learner.YearGroup is "N1" or "N2") switch
    {
        (true, true) => "EYP",
        (true, false) => "DPP",
        _ => chance.Share() switch { < 0.007 => "SCP", < 0.011 => "LAP", < 0.014 => "AFC", _ => "" },
    };

    private static double Weight(Learner learner) =>
        (learner.Sen == "N" ? 1 : 1.9) * (PoorerGroups.Contains(learner.Ethnicity) ? 1.7 : RicherGroups.Contains(learner.Ethnicity) ? 0.5 : 1);

    /// <summary>What importers trip over: accents, apostrophes, hyphens, long and short names, and a number that is still temporary.</summary>
    private List<Learner> WithUnusual(List<Learner> learners)
    {
        foreach (var (unusual, at) in names.Unusual(MisExport.Of(school)).Zip(chance.Shuffle(Enumerable.Range(0, learners.Count))))
        {
            learners[at] = learners[at] with { Forename = unusual.Forename, Surname = unusual.Surname };
        }

        if (learners.Count > 100)
        {
            learners[^1] = learners[^1] with { Upn = Upn.Temporary(school.LaCode, school.Establishment, year.StartYear, 1) };
        }

        return learners;
    }
}
