using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;

namespace Cohesion.Activity.Api;

/// <summary>The store that the administrator sees: where its pages are, and what happens to it.</summary>
internal sealed class StoreOfActivity(ActivityApi api)
{
    public const string ApiRoot = "/api/v1/activity/store";
    public const string Root = "/activity/store";
    public const string Rebuild = $"{Root}/read-models/year_ledger/rebuild";
    public const string Skip = $"{Root}/read-models/year_ledger/skip";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public Task<long> HeadAsync() => api.Surroundings.Database.ScalarAsync<long>("select max(seq_id) from activity.mt_events", Ct);

    public async Task<(School School, Guid Activity)> PlanAsync(IEnumerable<object>? sessions = null)
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit([.. sessions ?? []]), Ct)).Expect(HttpStatusCode.Created);
        return (school, planned.Json["activityId"]!.GetValue<Guid>());
    }

    /// <summary>Lets the ledger fail at the next register, and gives its follower once it cannot go on.</summary>
    public async Task<JsonNode> BreakAsync()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        using var administrator = api.As(Role.Administrator);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Json;
        await api.SettleAsync(Ct);
        await api.Surroundings.Database.ExecuteAsync($"alter table activity.year_ledger add constraint broken check (tenant_id <> '{school.Urn}') not valid", Ct);
        (await lead.PostAsync($"/api/v1/sessions/{planned["sessionIds"]![0]}/register", new { absent = Array.Empty<Guid>() }, Ct)).Expect(HttpStatusCode.OK);
        return await Eventually.GivesAsync(
            async () => (await administrator.GetAsync(ApiRoot, Ct)).Json["store"]!["readModels"]![1]!["followers"]![0]!, follower => follower["cannotGoOn"]!.GetValue<bool>(), "the ledger stands", Ct);
    }

    /// <summary>As long as it lasts, another replica rebuilds the ledger.</summary>
    public async Task<IAsyncDisposable> ElsewhereAsync()
    {
        var other = new Npgsql.NpgsqlConnection(api.Surroundings.Database.Superuser);
        await other.OpenAsync(Ct);
        await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(hashtextextended('activity.rebuild.year_ledger', 0))", other);
        await hold.ExecuteNonQueryAsync(Ct);
        return other;
    }
}
