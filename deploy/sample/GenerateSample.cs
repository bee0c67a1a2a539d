using Cohesion.Contracts;
using Cohesion.Sample.Account;
using Cohesion.Sample.Activities;
using Cohesion.Sample.Partners;
using Cohesion.Sample.Referrals;
using Cohesion.Sample.Rolls;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample;

/// <summary>What a sample is to be of: with the same wish, two runs make the same files byte for byte.</summary>
/// <param name="LaCode">Every open school of this authority, instead of a trust's.</param>
public sealed record SampleWish(int Seed, DateOnly AsAt, string Trust, int? LaCode);

/// <summary>Makes the files of a sample.</summary>
public static class GenerateSample
{
    private const int LargestFullSample = 20;

    public static SampleAccount Run(SampleWish wish, string folder)
    {
        var choice = wish.LaCode is { } la ? Choice.OfAuthority(la) : Choice.OfTrust(wish.Trust);
        var files = new SampleFiles(folder);
        files.Clear();
        File.WriteAllBytes(files.GiasPath, choice.File());
        var (backgrounds, terms, full) = (new Backgrounds(), new TermDates(), choice.Schools.Count <= LargestFullSample);
        var referrals = new List<Referral>();
        foreach (var school in choice.Schools)
        {
            var roll = new Roll(wish.Seed, backgrounds, school, AcademicYear.Of(wish.AsAt)).Make();
            var year = new YearMaker(wish.Seed, school, roll, wish.AsAt, terms, full).Make();
            var needed = year.Activities.Select(a => a.Partner).OfType<string>().ToHashSet(StringComparer.Ordinal);
            files.Write(school.Urn, MisExport.Of(school).Write(roll), year, Partner.Of(wish.Seed, school, wish.AsAt, needed));
            referrals.AddRange(Referral.Of(wish.Seed, school, roll, wish.AsAt, full ? 6 : 1));
        }

        files.Write(Referral.Agencies(choice.Schools), referrals);
        var account = new Recount(files).Of(wish.Seed, wish.AsAt, wish.LaCode is null ? choice.Schools[0].Trust : null, [.. choice.Schools.Select(s => s.LaCode).Distinct()], choice.Notes);
        files.Write(account);
        return account;
    }
}
