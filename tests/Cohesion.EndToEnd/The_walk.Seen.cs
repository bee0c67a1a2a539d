using System.Globalization;
using System.Text.Json.Nodes;
using Cohesion.Sample.Account;
using Cohesion.Sample.Activities;
using Cohesion.Testing;

namespace Cohesion.EndToEnd;

/// <summary>What the walk has left behind: figures as in the files, a record of who saw what, and nobody's name in any log.</summary>
public sealed partial class The_walk
{
    private async Task A_head_gives_a_copy_and_erases_who_has_left(ChangedRoll changed)
    {
        await using var head = await Guest.SignInAsync(town, "head", urn);
        var records = $"/equity/schools/{urn}/records";
        await head.VisitAsync(records, "records");
        await head.Fill("Unique pupil number (UPN)", changed.LeaverUpn);
        await head.Press("Find the record");
        await head.LookAsync("record");
        var record = new Uri(head.Page.Url).AbsolutePath;
        await head.VisitAsync($"{record}/copy?leave-out=others", "copy-to-give-out");
        await head.VisitAsync($"{record}/copy", "copy-of-a-record");
        var copy = await head.TextAsync();
        Assert.Contains(changed.LeaverUpn, copy, StringComparison.Ordinal);
        Assert.Contains("Assembly", copy, StringComparison.Ordinal); // a register, from activity, brought into the page by nginx
        Assert.Contains("Partners and referrals Nothing is held here.", copy, StringComparison.Ordinal);
        Assert.All(new[] { "Roll and equality monitoring", "Activities and registers", "Partners and referrals" }, part => Assert.Contains($"End of: {part}.", copy, StringComparison.Ordinal));
        Assert.DoesNotContain("not complete", copy, StringComparison.Ordinal);

        await head.Page.GotoAsync(record);
        await head.Page.CheckAsync("input[name=restrictionGround][value=accuracy]");
        await head.Press("Restrict");
        await head.LookAsync("record-restricted");
        await head.Press("Look at what would be erased");
        await head.Page.CheckAsync("input[name=ground][value=ordered]");
        await head.Page.CheckAsync("input[name=understood]");
        await head.Press("Erase 1 record");
        await head.SeesAsync(new Uri(head.Page.Url).AbsolutePath, "every part of Cohesion has confirmed it");
        await head.LookAsync("certificate");
        await head.VisitAsync($"{records}/certificates", "certificates");
    }

    private async Task A_head_looks_up_who_saw_what()
    {
        await using (var head = await Guest.SignInAsync(town, "head", urn))
        {
            await head.VisitAsync($"/activity/schools/{urn}/audit", "who-saw-what");
            await head.SeesAsync($"/engagement/schools/{urn}/audit", "Help for a referred child");
            await head.SeesAsync($"/equity/schools/{urn}/audit", "Equality monitoring");
        }

        var verified = await Task.WhenAll(Site.Parts.Select(async part => (part.Name, await town.Site.Services[part.Name].CommandAsync(Ct, "audit", "verify"))));
        Assert.Equal(Site.Parts.Select(part => (part.Name, 0)), verified);
    }

    private async Task Nobody_reaches_rows_of_another_school()
    {
        var hidden = 0;
        foreach (var part in Site.Parts)
        {
            hidden += await new Rows(town, part.Schema).AreSeenInTheirSchoolOnlyAsync(urn, Ct);
        }

        Assert.True(hidden > 50, $"Only {hidden} tables had rows to hide.");
    }

    private async Task Nothing_that_the_machines_wrote_names_anybody()
    {
        // Two logs are given a name that nobody has, so that the scan is seen to look into them; nothing else may be found anywhere.
        const string planted = "Nobody Ofthatname";
        var leaks = new Leaks(town, planted, "Newly Arrived", "2020-03-04", "Plays with matches", "Coxswain Hall", "office@school.example");
        var row = RollFile.Read(town.Surrey.RollPath(urn))[0];
        Assert.True(leaks.Names($"a log that says {row.Name} did") && leaks.Names($"?upn={row.Upn}"), "The scan is blind.");
        Assert.All(Site.Parts, part => Assert.True(new FileInfo(town.Site.Logs[part.Name]).Length > 0, $"{part.Name} has logged nothing."));
        await Assert.ThrowsAnyAsync<Exception>(() => town.Site.Database.ExecuteAsync($"select '{planted}'::integer", Ct));
        await town.Door.GetAsync(new Sample.Loading.Person("administrator"), $"/{Uri.EscapeDataString(planted)}", Ct);
        await Eventually.IsTrueAsync(() => Task.FromResult(town.Traces.HasLogsAndMetrics), "log records and metrics to have come", Ct, TimeSpan.FromSeconds(90));
        var found = await Eventually.GivesAsync(() => leaks.FoundAsync(Ct), found => found.Any(place => place.StartsWith("nginx:", StringComparison.Ordinal)), "nginx to have logged", Ct);
        Assert.All(found, place => Assert.Contains(planted, place, StringComparison.Ordinal));
        Assert.Equal(await Servers.PostgresLogAsync() is not null, found.Any(place => place.StartsWith("PostgreSQL:", StringComparison.Ordinal)));
    }

    private async Task Everyone_sees_what_they_may(SampleAccount account)
    {
        var school = new CountedDashboard(account.Schools[urn.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, Counts>(), Exact: true);
        var area = new CountedDashboard(account.Total, account.Schools, Exact: false);
        await using (var head = await Guest.SignInAsync(town, "head", urn))
        {
            await head.SeesAsync($"/equity/schools/{urn}/reach", Share(school.Counts));
            await head.LookAsync("reach");
            await Sees_the_numbers_of_the_files(head, "head", $"/reports/schools/{urn}", school, "school-dashboard");
            await head.VisitAsync($"/activity/schools/{urn}/not-yet-reached", "not-yet-reached");
            await head.VisitAsync($"/engagement/schools/{urn}/partners", "partners");
        }

        await using (var governor = await Guest.SignInAsync(town, "governor", urn))
        {
            var answer = await Sees_the_numbers_of_the_files(governor, "governor", $"/reports/schools/{urn}", school with { Exact = false }, "governor-dashboard");
            Assert.Contains(CountedDashboard.All(answer, "groups"), group => group["figure"]!["hidden"] is not null);
        }

        await using (var analyst = await Guest.SignInAsync(town, "trust-analyst", urn))
        {
            await Sees_the_numbers_of_the_files(analyst, "trust-analyst", new Uri(analyst.Page.Url).AbsolutePath, area, "trust-dashboard");
        }

        await using var officer = await Guest.SignInAsync(town, "la-officer", urn);
        await Sees_the_numbers_of_the_files(officer, "la-officer", $"/reports/local-authorities/{account.LaCodes[0]}", area, "la-dashboard");
    }

    private async Task<JsonNode> Sees_the_numbers_of_the_files(Guest guest, string person, string path, CountedDashboard counted, string picture)
    {
        var answer = await counted.IsToldAsync(town.Door, new Sample.Loading.Person(person, urn), path, Ct);
        await guest.SeesAsync(path, Share(counted.Counts));
        (await DashboardTables.OfAsync(guest.Page)).Show(counted, answer);
        await guest.LookAsync(picture);
        return answer;
    }

    /// <summary>The account of the files with what the walk did written into them.</summary>
    private SampleAccount Recounted(ChangedRoll changed, PlannedActivity assembly, PlannedActivity visit, IReadOnlySet<string> namesPresent)
    {
        var roll = RollFile.Read(changed.Clean);
        var present = new Dictionary<string, IReadOnlyList<string>>(town.Surrey.Registers(urn), StringComparer.Ordinal)
        {
            [assembly.Sessions[0].Key] = [.. roll.Select(row => row.Upn)],
            [visit.Sessions[0].Key] = [.. roll.Where(row => row.Form == visit.Audience.Forms[0] && namesPresent.Contains(row.Name)).Select(row => row.Upn)],
        };
        town.Surrey.Write(town.Surrey.Agencies(), [.. town.Surrey.Referrals(), town.Surrey.Referrals()[0] with { Key = "walk-referral", Urn = urn, State = "accepted" }]);
        town.Surrey.Write(urn, File.ReadAllBytes(changed.Clean), new SchoolYear([.. town.Surrey.Activities(urn), assembly, visit], present), town.Surrey.Partners(urn));
        return new Recount(town.Surrey).Of(town.Account.Seed, town.Account.AsAt, town.Account.Trust, town.Account.LaCodes, []);
    }

    private static string Share(Counts counts)
    {
        var (numerator, denominator) = counts.Reach["all"]["total"];
        return string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{numerator:#,0} of {denominator:#,0} learners");
    }
}
