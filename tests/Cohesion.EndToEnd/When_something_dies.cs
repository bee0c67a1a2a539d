namespace Cohesion.EndToEnd;

/// <summary>What people entered is neither lost nor counted twice when a part of the house falls over.</summary>
public sealed class When_something_dies(Town town)
{
    private const int ClassSize = 24;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registers_taken_while_the_broker_is_away_arrive_once_when_it_is_back()
    {
        await town.LoadedAsync();
        var visit = await VisitOfAClass.PlanAsync(town, town.Hampshire.Urns()[0], ClassSize, Ct);
        var before = await Dashboard.OfAsync(town.Door, visit.Urn, Ct);
        await visit.TakeAsync(0, Ct);
        await town.Broker.StopAsync();
        for (var number = 1; number < ClassSize; number++)
        {
            await visit.TakeAsync(number, Ct);
        }

        Assert.True(await visit.ReachedAsync(Ct) <= visit.ReachedBefore + 1);
        await town.Broker.StartAgainAsync();
        await visit.EveryoneIsReachedAsync(Ct);
        await before.GrowsByAsync(town.Door, delivered: ClassSize, reached: ClassSize, Ct);
    }

    [Fact]
    public async Task Registers_taken_while_activity_is_killed_are_neither_lost_nor_doubled()
    {
        await town.LoadedAsync();
        var visit = await VisitOfAClass.PlanAsync(town, town.Hampshire.Urns()[1], ClassSize, Ct);
        var before = await Dashboard.OfAsync(town.Door, visit.Urn, Ct);
        var taken = Parallel.ForAsync(0, ClassSize, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct }, async (number, ct) =>
        {
            await visit.TakeAsync(number, ct);
            if (number == ClassSize / 3)
            {
                await town.Site.Services["activity"].KillAsync();
                await town.Site.Services["activity"].StartAsync(ct);
            }
        });
        await taken;
        await visit.EveryoneIsReachedAsync(Ct);
        await before.GrowsByAsync(town.Door, delivered: ClassSize, reached: ClassSize, Ct);
    }

    [Fact]
    public async Task Participation_that_equity_monitoring_was_killed_over_is_counted_once()
    {
        await town.LoadedAsync();
        var visit = await VisitOfAClass.PlanAsync(town, town.Hampshire.Urns()[2], ClassSize, Ct);
        var before = await Dashboard.OfAsync(town.Door, visit.Urn, Ct);
        for (var number = 0; number < ClassSize; number++)
        {
            await visit.TakeAsync(number, Ct);
            if (number == ClassSize / 3)
            {
                await town.Site.Services["equity-monitoring"].KillAsync();
            }
        }

        await town.Site.Services["equity-monitoring"].StartAsync(Ct);
        await visit.EveryoneIsReachedAsync(Ct);
        await before.GrowsByAsync(town.Door, delivered: ClassSize, reached: ClassSize, Ct);
    }
}
