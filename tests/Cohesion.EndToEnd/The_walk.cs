using System.Text.Json.Nodes;
using Cohesion.Contracts;
using Cohesion.Sample.Activities;
using Cohesion.Sample.Loading;
using Cohesion.Testing;

namespace Cohesion.EndToEnd;

/// <summary>From the GIAS file to the local authority's dashboard, by the pages that people use; the numbers are counted a second time from the files.</summary>
public sealed partial class The_walk(Town town)
{
    private const int LastSchool = 7;
    private static readonly string[] Absent = ["1", "2"];
    private readonly int urn = town.Surrey.Urns()[LastSchool];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Today => London.Today(TimeProvider.System);

    [Fact]
    public async Task From_the_GIAS_file_to_the_dashboard_of_the_local_authority()
    {
        await An_administrator_imports_the_GIAS_file();
        await town.LoadedAsync();
        var changed = ChangedRoll.Of(town.Surrey, urn, town.Year.StartYear);
        await A_data_manager_imports_the_roll(changed);
        var assembly = await Staff_record_an_assembly();
        var (visit, present) = await Staff_plan_a_visit_and_take_its_register_on_a_phone(changed.Form);
        await An_agency_refers_a_child_and_the_school_answers();
        var account = Recounted(changed, assembly, visit, present);
        await Everyone_sees_what_they_may(account);
        await A_head_gives_a_copy_and_erases_who_has_left(changed);
        await Cohesion_appoints_the_schools_administrator();
        await A_head_looks_up_who_saw_what();
        await Nobody_reaches_rows_of_another_school();
        await Nothing_that_the_machines_wrote_names_anybody();
        var empty = await Task.WhenAll(Site.Parts.Select(part => new ReadModels(town, part).AreMadeAnewTheSameAsync(Ct)));
        Assert.Equal(["engagement referral_matches"], empty.SelectMany(names => names)); // nobody in this walk says whom a referral is about
    }

    private async Task An_administrator_imports_the_GIAS_file()
    {
        await using var administrator = await Guest.SignInAsync(town, "administrator");
        await administrator.VisitAsync("/access/sign-in", "sign-in");
        await administrator.VisitAsync("/reports/school-imports", "school-imports");
        await administrator.Page.SetInputFilesAsync("input[name=file]", town.Surrey.GiasPath);
        await administrator.Press("Read file");
        var here = new Uri(administrator.Page.Url).PathAndQuery;
        await administrator.SeesAsync(here, "take over");
        await administrator.LookAsync("school-import");
        var takeOver = administrator.Page.Locator("form[action$='/apply'] button");
        if (await takeOver.CountAsync() > 0)
        {
            await takeOver.ClickAsync();
            await administrator.SeesAsync(here, "Schools taken over");
        }
    }

    private async Task Cohesion_appoints_the_schools_administrator()
    {
        var invitation = new JsonObject { ["email"] = "office@school.example", ["role"] = "organisation-administrator" };
        Assert.Equal(201, (int)(await town.Door.PostAsync(new Sample.Loading.Person("administrator"), $"/api/v1/access/members/{urn}", invitation, "invite-the-office", Ct)).Status);
    }

    private async Task A_data_manager_imports_the_roll(ChangedRoll changed)
    {
        await using var manager = await Guest.SignInAsync(town, "data-manager", urn);
        await manager.VisitAsync($"/equity/schools/{urn}/roll", "roll");
        await manager.Page.SetInputFilesAsync("input[name=file]", changed.Path);
        await manager.Press("Read the file");
        var here = new Uri(manager.Page.Url).PathAndQuery;
        await manager.SeesAsync(here, ChangedRoll.Preview);
        Assert.Contains("2 rows have faults", await manager.TextAsync(), StringComparison.Ordinal);
        await manager.LookAsync("roll-preview");
        await manager.Press("Apply the good rows");
        await manager.SeesAsync(here, "The roll is up to date");
        await manager.LookAsync("roll-applied");
    }

    private async Task<PlannedActivity> Staff_record_an_assembly()
    {
        await using var teacher = await Guest.SignInAsync(town, "teacher", urn);
        await teacher.VisitAsync($"/activity/schools/{urn}/activities/record", "record-activity");
        await teacher.Page.GetByLabel("What was it?").FillAsync("Assembly with the lifeboat crew");
        await teacher.Page.SelectOptionAsync("select[name=kind]", "assembly");
        await teacher.FillDate(Today);
        await teacher.Page.FillAsync("input[name=starts]", "9am");
        await teacher.Page.FillAsync("input[name=visitorName]", "Coxswain Hall");
        await teacher.Page.SelectOptionAsync("select[name=visitorFrom]", "emergency-service");
        await teacher.Page.CheckAsync("input[name=wholeSchool]");
        await teacher.Press("Save, everyone present");
        Assert.Contains("Assembly with the lifeboat crew", await teacher.TextAsync(), StringComparison.Ordinal);
        await teacher.LookAsync("recorded-assembly");
        return Done("walk-assembly", "assembly", communityBased: false, ["teaching-learning-curriculum"], ["school", "local"], Audience.School);
    }

    private async Task<(PlannedActivity Visit, IReadOnlySet<string> Present)> Staff_plan_a_visit_and_take_its_register_on_a_phone(string form)
    {
        await using (var lead = await Guest.SignInAsync(town, "cohesion-lead", urn))
        {
            await lead.VisitAsync($"/activity/schools/{urn}/today", "today");
            await lead.VisitAsync($"/activity/schools/{urn}/activities", "activities");
            await lead.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Plan an activity" }).First.ClickAsync();
            await lead.LookAsync("plan-what");
            await lead.Page.FillAsync("input[name=title]", "Visit to the lifeboat station");
            await lead.Page.CheckAsync("input[name=kind][value=visit]");
            await lead.Press("Continue");
            await lead.Page.CheckAsync("input[name=audience][value=forms]");
            await lead.Page.CheckAsync($"input[name=forms][value='{form}']");
            await lead.LookAsync("plan-for-whom");
            await lead.Press("Continue");
            await lead.LookAsync("plan-strands");
            await lead.Press("Continue");
            await lead.LookAsync("plan-who-is-coming");
            await lead.Press("Continue");
            await lead.FillDate(Today);
            await lead.Page.FillAsync("input[name=starts]", "1:15pm");
            await lead.Page.FillAsync("input[name=ends]", "2:30pm");
            await lead.Page.FillAsync("input[name=place]", "Lifeboat station");
            await lead.LookAsync("plan-when");
            await lead.Press("Continue");
            await lead.LookAsync("plan-check");
            await lead.Press("Put it into the calendar");
            await lead.LookAsync("planned");
        }

        await using var teacher = await Guest.SignInAsync(town, "teacher", urn, width: 390, javaScript: false);
        await teacher.Page.GotoAsync($"/activity/schools/{urn}/today");
        await teacher.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Visit to the lifeboat station" }).First.ClickAsync();
        await teacher.LookAsync("register");
        var names = await teacher.Page.Locator(".cohesion-register__name").AllInnerTextsAsync();
        await teacher.Page.Locator(".cohesion-register__label").Nth(0).ClickAsync();
        await teacher.Page.Locator(".cohesion-register__label").Nth(1).ClickAsync();
        await teacher.Press("Save register");
        Assert.Contains($"{names.Count - Absent.Length} present, {Absent.Length} absent", await teacher.TextAsync(), StringComparison.Ordinal);
        await teacher.LookAsync("register-saved");
        return (
            Done("walk-visit", "visit", communityBased: true, ["teaching-learning-curriculum", "engagement-extended-services"], ["local"], Audience.Form(form)),
            names.Skip(Absent.Length).Select(name => name.Trim()).ToHashSet(StringComparer.Ordinal));
    }

    private async Task An_agency_refers_a_child_and_the_school_answers()
    {
        var agency = new Sample.Loading.Person(town.Surrey.AgencyKeys().Values.First());
        var request = new JsonObject
        {
            ["urn"] = urn,
            ["reason"] = "fire-safety",
            ["reasonText"] = "Plays with matches at home; the family asked for help.",
            ["urgency"] = "soon",
            ["requestedOutcome"] = "joint-plan",
            ["toldFamily"] = true,
            ["immediateDanger"] = false,
            ["legalBasis"] = new JsonObject { ["kind"] = "public-task" },
            ["subject"] = new JsonObject { ["name"] = "Newly Arrived", ["dateOfBirth"] = "2020-03-04", ["postcode"] = "GU1 1AA" },
        };
        var key = Guid.NewGuid().ToString("N");
        var sent = Door.Expect(await town.Door.PostAsync(agency, "/api/v1/referrals", request, key, Ct), "The referral");
        var again = Door.Expect(await town.Door.PostAsync(agency, "/api/v1/referrals", request.DeepClone(), key, Ct), "The referral again");
        Assert.Equal(sent.Json["id"]!.GetValue<string>(), again.Json["id"]!.GetValue<string>());
        var id = sent.Json["id"]!.GetValue<string>();

        await using var head = await Guest.SignInAsync(town, "head", urn);
        await head.VisitAsync($"/engagement/schools/{urn}/referrals", "referrals");
        await head.VisitAsync($"/engagement/schools/{urn}/referrals/{id}", "referral");
        await head.Press("Acknowledge");
        await head.Press("Accept");
        await head.LookAsync("referral-accepted");
        var followed = Door.Expect(await town.Door.GetAsync(agency, $"/api/v1/referrals/{id}", Ct), "Following the referral");
        Assert.Equal("accepted", followed.Json["state"]!.GetValue<string>());
        Assert.DoesNotContain("learner", followed.Json.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    private static PlannedActivity Done(string key, string kind, bool communityBased, string[] strands, string[] dimensions, Audience audience) => new(
        key, kind, key, null, communityBased, strands, dimensions, [], [], null, null, audience,
        [new PlannedSession($"{key}/1", Today, new TimeOnly(9, 0), new TimeOnly(10, 0), HasRegister: true, null)]);
}
