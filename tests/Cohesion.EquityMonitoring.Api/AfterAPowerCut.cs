using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Contracts.Reporting;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

public sealed class AfterAPowerCut
{
    private const int Schools = 12;
    private const int Pupils = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_roll_that_was_accepted_is_applied_once()
    {
        await using var around = await Surroundings.CreateAsync(Ct);
        await using var service = await ServiceProcess<EquityJson>.StartAsync(around, Ct);
        await using var probe = await MessageProbe.StartAsync(around.VirtualHost, Ct);
        using var joined = await probe.HearAsync<LearnersJoinedRoll>();
        using var manager = service.As(new Person(Role.DataManager, [.. Enumerable.Range(125_500, Schools)]));
        var imports = new List<string>();
        foreach (var urn in Enumerable.Range(125_500, Schools))
        {
            await probe.PublishAsync(new SchoolListed(new(urn, "Ashdown", 936, "Surrey", null, null, "Primary", true, 400, 4, 11, "936/2001", 1), new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero)), Ct);
        }

        foreach (var urn in Enumerable.Range(125_500, Schools))
        {
            await Eventually.GivesAsync(() => manager.GetAsync($"/api/v1/rolls/{urn}", Ct), answer => answer.Status == HttpStatusCode.OK, "the school to be known", Ct);
            var file = EquityApi.File(Enumerable.Range(1, Pupils).Select(pupil => EquityApi.Row(pupil)));
            imports.Add((await manager.UploadAsync($"/api/v1/rolls/{urn}/imports?apply=true", "file", "roll.csv", file, Ct)).Expect(HttpStatusCode.Accepted).Location!);
        }

        await service.KillAsync();
        await service.StartAgainAsync(Ct);
        foreach (var import in imports)
        {
            Assert.Equal((RollImportStatus.Applied, Pupils), (await EquityApi.SettledAsync(manager, import, Ct)) is var settled ? (settled.Status, settled.Counts.Joiners) : default);
        }

        Assert.Equal(Schools * Pupils, await around.Database.ScalarAsync<long>("select count(*) from equity_monitoring.learner_identities", Ct));
        Assert.Equal(Schools * Pupils, await around.Database.ScalarAsync<long>("select count(*) from equity_monitoring.mt_events where type = 'learner_joined_roll_v2'", Ct));
        Assert.Equal(0, await around.Database.ScalarAsync<long>("select count(*) from equity_monitoring.roll_file_parts", Ct));
        await Eventually.IsTrueAsync(
            () => Task.FromResult(joined.All.SelectMany(message => message.Message.Learners).DistinctBy(learner => learner.LearnerId).Count() == Schools * Pupils), "every learner to be told of", Ct);
    }
}
