using Cohesion.EventStore;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>What is done for a request reaches the rows of its scope and no others, whatever the code asks for.</summary>
public sealed class Scopes(Database database)
{
    private static readonly Tenant Ours = Tenant.Of(100001);
    private static readonly Tenant Theirs = Tenant.Of(100002);
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_place_nothing_is_seen_and_with_one_its_rows_alone()
    {
        await using var clubs = await StartAsync();
        DataScope.Enter();
        Assert.Equal([], await SeenAsync(clubs));
        DataScope.Enter(Ours.Value);
        Assert.Equal(["100001"], await SeenAsync(clubs));
        DataScope.Enter(Ours.Value, Theirs.Value);
        Assert.Equal(["100001", "100002"], await SeenAsync(clubs));
        DataScope.Enter("100001,100002", "");
        Assert.Equal([], await SeenAsync(clubs));
    }

    [Fact]
    public async Task Another_tenants_stream_is_as_one_that_is_not_there()
    {
        await using var clubs = await StartAsync();
        DataScope.Enter(Ours.Value);
        Assert.Equal(1, (await clubs.Store.LoadAsync(Club.Aggregate, new(Ours, "club-1"), Ct)).Version);
        Assert.Equal((Club.Aggregate.Initial, 0L), await clubs.Store.LoadAsync(Club.Aggregate, new(Theirs, "club-1"), Ct));
        Assert.Equal(0, await clubs.Store.ReadStreamAsync(new(Theirs, "club-1"), 0, Ct).CountAsync(Ct));
        Assert.All(await clubs.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct), stored => Assert.Equal(Ours, stored.Stream.Tenant));
        Assert.IsType<DecideResult.NotFound>(await clubs.Store.DecideAsync(Club.Aggregate, new(Theirs, "club-1"), null, _ => Decision.Accept(new ClubRenamed("Taken")), Metadata, Ct));
    }

    [Fact]
    public async Task Nothing_is_written_for_another_tenant()
    {
        await using var clubs = await StartAsync();
        DataScope.Enter(Ours.Value);
        await Assert.ThrowsAsync<OutOfScopeException>(() => clubs.Store.AppendAsync(new(Theirs, "club-9"), ExpectedVersion.Any, [new ClubRenamed("Taken")], Metadata, Ct));
        await using (var work = await clubs.Store.BeginAsync(Ours, Metadata, Ct))
            Assert.Throws<OutOfScopeException>(() => work.Append(new(Theirs, "club-9"), "club", ExpectedVersion.Any, new ClubRenamed("Taken")));
        foreach (var (statement, state) in new[]
        {
            ("insert into club_list values ('100002', 'club-9', 'Taken', now(), '{}', 1, now())", PostgresErrorCodes.InsufficientPrivilege),
            ("update club_list set tenant_id = '100002'", PostgresErrorCodes.InsufficientPrivilege),
            ("update mt_event_progression set last_seq_id = 0", PostgresErrorCodes.InsufficientPrivilege),
            ("drop table club_list", PostgresErrorCodes.InsufficientPrivilege),
            ("alter table club_list disable row level security", PostgresErrorCodes.InsufficientPrivilege),
            ("set role none; set role postgres_work", PostgresErrorCodes.InsufficientPrivilege),
        })
        {
            await using var work = await clubs.Store.BeginAsync(Ours, Metadata, Ct);
            Assert.Equal((statement, state), (statement, (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(work.Connection, statement))).SqlState));
        }

        await using (var work = await clubs.Store.BeginAsync(Ours, Metadata, Ct))
            Assert.Equal(0, await RunAsync(work.Connection, "delete from club_list where tenant_id = '100002'"));
        await using var reading = await clubs.Store.Home.OpenAsync(Ct);
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(reading, "delete from club_list"))).SqlState);
    }

    [Fact]
    public async Task Its_own_tenant_is_written_as_ever_and_inline_read_models_follow()
    {
        await using var clubs = await StartAsync();
        DataScope.Enter(Ours.Value);
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(new(Ours, "club-1"), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct));
        await using (var work = await clubs.Store.BeginAsync(Ours, Metadata, Ct))
        {
            work.Append(new(Ours, "club-2"), "club", ExpectedVersion.MustNotExist, new ClubOpened("Chess", new DateOnly(2026, 9, 1)));
            Assert.IsType<AppendResult.Appended>(await work.CommitAsync(Ct));
        }

        Assert.Equal(["Chess", "Go"], await ListAsync(clubs, "select name from club_list order by name"));
    }

    /// <summary>One connection for everybody, which is handed on after reads, writes, failures and what was given up.</summary>
    [Fact]
    public async Task A_pooled_connection_takes_no_scope_along()
    {
        // Followers would keep the only connection of theirs for listening.
        await using var clubs = await StartAsync(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString, followed: false);
        var random = new Random(4);
        var processes = new HashSet<int>();
        for (var turn = 0; turn < 60; turn++)
        {
            var places = new[] { Ours.Value, Theirs.Value }.Where(_ => random.Next(2) == 0).ToList();
            DataScope.Enter(places);
            Assert.Equal(places, await SeenAsync(clubs));
            switch (random.Next(3))
            {
                case 0:
                    await using (var work = await clubs.Store.Home.BeginAsync(Metadata, Ct))
                        processes.Add(work.Connection.ProcessID);
                    break;
                case 1:
                    await using (var failing = await clubs.Store.Home.OpenAsync(Ct))
                        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(failing, "select 1 / 0"));
                    break;
                default:
                    await using (var work = await clubs.Store.Home.BeginAsync(Metadata, Ct))
                        await work.CommitAsync(Ct);
                    break;
            }
        }

        Assert.Single(processes);
    }

    [Fact]
    public async Task Beyond_ends_where_it_was_said_and_the_background_never_had_a_scope()
    {
        await using var clubs = await StartAsync();
        DataScope.Enter(Ours.Value);
        using (DataScope.Beyond("a test"))
            Assert.Equal(["100001", "100002"], await SeenAsync(clubs));
        Assert.Equal(["100001"], await SeenAsync(clubs));
        await clubs.Store.Home.WaitForProjectionAsync("visits", 0, Ct);
    }

    [Fact]
    public async Task Every_table_is_closed_but_for_what_is_said()
    {
        await using var clubs = await StartAsync();
        Assert.Equal([], await clubs.LinesAsync($"select relname from pg_class where relnamespace = '{clubs.Store.Schema}'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)"));
        Assert.Equal(
            ["projections|true"],
            await clubs.LinesAsync($"select tablename, qual from pg_policies where schemaname = '{clubs.Store.Schema}' and 'postgres_request' = any (roles) and qual not like '%scope()%'"));
        Assert.Equal(0, await clubs.ScalarAsync<long>($"select count(*) from pg_class where relnamespace = '{clubs.Store.Schema}'::regnamespace and relowner = 'postgres_request'::regrole"));
    }

    private async Task<StoreUnderTest> StartAsync(string? connectionString = null, bool followed = true)
    {
        var clubs = await StoreUnderTest.StartAsync(connectionString ?? database.ConnectionString, $"clubs_{Guid.NewGuid():n}", store =>
        {
            store.Project(ClubList.Projection(), Lifecycle.Inline);
            if (followed)
                store.Project(Visits.Projection(), Lifecycle.Async);
        }, _ => { });
        foreach (var tenant in new[] { Ours, Theirs })
            await clubs.Store.AppendAsync(new(tenant, "club-1"), ExpectedVersion.MustNotExist, [new ClubOpened("Chess club", new DateOnly(2026, 9, 1))], Metadata, Ct);
        return clubs;
    }

    private static Task<List<string>> SeenAsync(StoreUnderTest clubs) =>
        ListAsync(clubs, "select tenant_id from club_list union select tenant_id from mt_events union select tenant_id from mt_streams order by 1");

    private static async Task<List<string>> ListAsync(StoreUnderTest clubs, string sql)
    {
        await using var connection = await clubs.Store.Home.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var found = new List<string>();
        while (await rows.ReadAsync(Ct))
            found.Add(rows.GetString(0));
        return found;
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Ct);
    }
}
