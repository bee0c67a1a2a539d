using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class TakingListsAway(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_export_is_without_formulas_whatever_people_and_activities_are_called()
    {
        var school = await api.SchoolAsync(Ct);
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        var learners = BadInput.Formulas.Select((formula, number) => new LearnerOnRoll(school.Learners[number].LearnerId, 2, formula, "5", formula)).ToList();
        await equity.PublishAsync(new LearnersMoved(school.Urn, learners, api.Stopped.GetUtcNow()), Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        foreach (var formula in BadInput.Formulas)
        {
            (await lead.PostAsync("/api/v1/activities", new
            {
                school.Urn,
                title = formula,
                kind = "visit",
                audience = new { yearGroups = new[] { "5" } },
                place = formula,
                sessions = new[] { new { on = "2026-11-27", starts = "13:15", ends = "14:30" } },
            }, Ct)).Expect(HttpStatusCode.Created);
        }

        await Eventually.GivesAsync(
            () => lead.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached/export", Ct), list => list.Text.Contains("SUM", StringComparison.Ordinal), "the new names are known", Ct);
        await api.SettleAsync(Ct);
        var exports = Route.ExportsOf(api.Services);
        Assert.Equal(2, exports.Count);
        foreach (var export in exports)
        {
            CsvCells.HoldNoFormula((await lead.GetAsync(export.PathWith(_ => $"{school.Urn}"), Ct)).Expect(HttpStatusCode.OK).Text, "1+1", "@SUM(1)");
        }
    }
}
