using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Npgsql;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

/// <summary>As production has it: the keys of personal texts in a database of their own, which is not restored with the events.</summary>
public sealed class EquityApiWithKeysApart : EquityApi
{
    private TestDatabase keys = null!;

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings:CohesionKeys"] = keys.ConnectionStringOf("equity_monitoring") };

    protected override async Task<Surroundings> CreateSurroundingsAsync(CancellationToken ct)
    {
        keys = await Servers.CreateDatabaseAsync(ct);
        return await base.CreateSurroundingsAsync(ct);
    }
}

public sealed class AfterABackup(EquityApiWithKeysApart api) : IClassFixture<EquityApiWithKeysApart>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_erased_is_erased_again_and_told_of_again()
    {
        using var erased = await api.Probe.HearAsync<LearnersErased>();
        var (urn, left) = await api.SchoolThatLearnersLeftAsync(2, Ct);
        await AwayAsync(api.Surroundings.Database.BackUpAsync);
        using (var head = api.As(Role.Head, urn))
        {
            (await head.PostAsync($"/api/v1/equity/schools/{urn}/records/erasures", new { learners = new[] { left[0] }, ground = "ordered" }, Ct)).Expect(HttpStatusCode.OK);
            await erased.FirstAsync(message => message.Urn == urn, Ct);
        }

        await AwayAsync(api.Surroundings.Database.RestoreAsync);
        using var again = api.As(Role.Head, urn);
        await Eventually.GivesAsync(
            () => again.GetAsync($"/api/v1/equity/schools/{urn}/records/certificates", Ct),
            answer => answer.Status == HttpStatusCode.OK && answer.Json["certificates"]!.AsArray() is [{ } only] && only["ground"]!.GetValue<string>() == "restored" && only["learnerId"]!.GetValue<Guid>() == left[0],
            "the erasure to be done again", Ct);
        Assert.Equal(left[1], await api.Surroundings.Database.ScalarAsync<Guid>($"select learner_id from equity_monitoring.learner_identities i join equity_monitoring.current_roll c using (tenant_id, learner_id) where not c.on_roll and i.tenant_id = '{urn}'", Ct));
        await Eventually.IsTrueAsync(
            () => Task.FromResult(erased.All.Count(message => message.Message.Urn == urn && message.Message.Learners.Single().LearnerId == left[0]) == 2), "others to be told again", Ct);
    }

    private async Task AwayAsync(Func<CancellationToken, Task> work)
    {
        await api.StopAsync();
        NpgsqlConnection.ClearAllPools();
        await work(Ct);
        await api.StartAsync(Ct);
    }
}
