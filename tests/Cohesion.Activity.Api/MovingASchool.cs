using System.Net;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Npgsql;
using Xunit;

namespace Cohesion.Activity.Api;

/// <summary>The service on two shards.</summary>
public sealed class ShardedActivityApi : ActivityApi, IAsyncDisposable
{
    private TestDatabase? north;

    public TestDatabase North => north!;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Store:Shards:north"] = North.ConnectionStringOf("activity") };

    protected override async Task<Surroundings> CreateSurroundingsAsync(CancellationToken ct)
    {
        north = await Servers.CreateDatabaseAsync(ct);
        return await base.CreateSurroundingsAsync(ct);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await North.DisposeAsync();
    }
}

public sealed class MovingASchool(ShardedActivityApi api) : IClassFixture<ShardedActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_school_moves_to_another_shard_and_back_while_its_staff_work_and_its_neighbour_stays()
    {
        var (school, neighbour) = (await api.SchoolAsync(Ct), await api.SchoolAsync(Ct));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var working = Task.WhenAll(new[] { school, neighbour }.Select(one => Task.Run(() => WorkAsync(one, enough.Token), Ct)));
        await api.Store.MoveAsync(Tenant.Of(school.Urn), "north", Ct);
        Assert.Equal((0L, 0L), await CountAsync(api.Surroundings.Database, school));
        Assert.Equal((0L, 0L), await CountAsync(api.North, neighbour));
        await SeesItsRollAsync(school);
        await api.Store.MoveAsync(Tenant.Of(school.Urn), Shard.Home, Ct);
        Assert.Equal((0L, 0L), await CountAsync(api.North, school));
        await SeesItsRollAsync(school);
        await enough.CancelAsync();
        var sessions = await working;
        Assert.All(sessions, registers => Assert.True(registers > 0));
        await api.SettleAsync(Ct);
        var (moved, stayed) = (await CountAsync(api.Surroundings.Database, school), await CountAsync(api.Surroundings.Database, neighbour));
        Assert.Equal((sessions[0], sessions[1]), (moved.Registers, stayed.Registers));
        Assert.Equal(moved.Events * sessions[1], stayed.Events * sessions[0]);
    }

    /// <summary>Plans, sees and registers, again and again; gives how many registers were taken.</summary>
    private async Task<int> WorkAsync(School school, CancellationToken until)
    {
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var registers = 0;
        while (!until.IsCancellationRequested)
        {
            var planned = (await RepeatAsync(key => lead.PostAsync("/api/v1/activities", school.Visit(), Ct, key))).Expect(HttpStatusCode.Created);
            var session = planned.Json["sessionIds"]![0]!.GetValue<Guid>();
            (await RepeatAsync(key => lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct, key))).Expect(HttpStatusCode.OK);
            (await RepeatAsync(_ => lead.GetAsync($"/api/v1/sessions/{session}", Ct))).Expect(HttpStatusCode.OK);
            registers++;
        }

        return registers;
    }

    /// <summary>As a client does that is told to come again.</summary>
    private static async Task<Reply> RepeatAsync(Func<string, Task<Reply>> ask)
    {
        var key = Guid.NewGuid().ToString();
        while (true)
        {
            if (await ask(key) is { Status: not HttpStatusCode.ServiceUnavailable } reply)
            {
                return reply;
            }
        }
    }

    private async Task SeesItsRollAsync(School school)
    {
        using var head = api.As(Role.Head, school.Urn);
        Assert.Equal(8, (await head.GetAsync($"/api/v1/participation/{school.Urn}", Ct)).Expect(HttpStatusCode.OK).Json["learners"]!.GetValue<int>());
    }

    private static async Task<(long Events, long Registers)> CountAsync(TestDatabase database, School school) => (
        await database.ScalarAsync<long>($"select count(*) from activity.mt_events where tenant_id = '{school.Urn}'", Ct),
        await database.ScalarAsync<long>($"select count(*) from activity.register_sheet where tenant_id = '{school.Urn}'", Ct));
}
