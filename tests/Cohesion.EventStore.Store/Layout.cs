using Cohesion.EventStore;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>What a Marten pointed at the same schema relies on.</summary>
public sealed class Layout(Database database)
{
    private static readonly EventMetadata None = new(null, null, new Dictionary<string, string>(StringComparer.Ordinal));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CaseOpened", "case_opened")]
    [InlineData("KS4ResultRecorded", "ks4_result_recorded")]
    [InlineData("EHCPIssued", "ehcp_issued")]
    [InlineData("Week1Attendance", "week_1_attendance")]
    [InlineData("Opened", "opened")]
    [InlineData("ActivityPlannedV2", "activity_planned_v2")]
    [InlineData("UPNCorrected", "upn_corrected")]
    [InlineData("LearnerOnSENSupport", "learner_on_sen_support")]
    public void Aliases_follow_the_rule(string type, string alias) => Assert.Equal(alias, EventAlias.Of(type));

    [Fact]
    public async Task Tables_have_exactly_these_columns()
    {
        await using var clubs = await database.StartAsync();
        Assert.Equal(
            [
                "mt_event_progression|name|character varying||NO|",
                "mt_event_progression|last_seq_id|bigint||YES|",
                "mt_event_progression|last_updated|timestamp with time zone||YES|transaction_timestamp()",
                "mt_events|seq_id|bigint||NO|",
                "mt_events|id|uuid||NO|",
                "mt_events|stream_id|character varying||YES|",
                "mt_events|version|bigint||NO|",
                "mt_events|data|jsonb||NO|",
                "mt_events|bdata|bytea||YES|",
                "mt_events|type|character varying|500|NO|",
                "mt_events|timestamp|timestamp with time zone||NO|",
                "mt_events|tenant_id|character varying||YES|'*DEFAULT*'::character varying",
                "mt_events|mt_dotnet_type|character varying||YES|",
                "mt_events|correlation_id|character varying||YES|",
                "mt_events|causation_id|character varying||YES|",
                "mt_events|headers|jsonb||YES|",
                "mt_events|is_archived|boolean||YES|false",
                "mt_streams|tenant_id|character varying||NO|'*DEFAULT*'::character varying",
                "mt_streams|id|character varying||NO|",
                "mt_streams|type|character varying||YES|",
                "mt_streams|version|bigint||YES|",
                "mt_streams|timestamp|timestamp with time zone||NO|now()",
                "mt_streams|created|timestamp with time zone||NO|now()",
                "mt_streams|is_archived|boolean||YES|false",
            ],
            await clubs.LinesAsync($"""
                select table_name, column_name, data_type, character_maximum_length, is_nullable, column_default from information_schema.columns
                where table_schema = '{clubs.Store.Schema}' and table_name like 'mt\_%' order by table_name, ordinal_position
                """));
    }

    [Fact]
    public async Task Tables_have_exactly_these_keys()
    {
        await using var clubs = await database.StartAsync();
        Assert.Equal(
            [
                "fkey_mt_events_stream_id_tenant_id|FOREIGN KEY (tenant_id, stream_id) REFERENCES mt_streams(tenant_id, id)",
                "pk_mt_event_progression|PRIMARY KEY (name)",
                "pkey_mt_events_seq_id|PRIMARY KEY (seq_id)",
                "pkey_mt_streams_tenant_id_id|PRIMARY KEY (tenant_id, id)",
            ],
            await clubs.LinesAsync($"select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = '{clubs.Store.Schema}'::regnamespace and conname like '%\\_mt\\_%' order by conname"));
        Assert.Equal(
            [
                "mt_event_progression|pk_mt_event_progression|t",
                "mt_events|pk_mt_events_stream_and_version|t",
                "mt_events|pkey_mt_events_seq_id|t",
                "mt_streams|pkey_mt_streams_tenant_id_id|t",
            ],
            await clubs.LinesAsync($"""
                select i.tablename, i.indexname, left(x.indisunique::text, 1) from pg_indexes i join pg_index x on x.indexrelid = (i.schemaname || '.' || i.indexname)::regclass
                where schemaname = '{clubs.Store.Schema}' and tablename like 'mt\_%' order by 1, 2
                """));
        Assert.EndsWith("(tenant_id, stream_id, version)", await clubs.ScalarAsync<string>("select indexdef from pg_indexes where schemaname = current_schema and indexname = 'pk_mt_events_stream_and_version'"), StringComparison.Ordinal);
        Assert.Equal($"{clubs.Store.Schema}.mt_events_sequence", await clubs.ScalarAsync<string>("select pg_get_serial_sequence('mt_events', 'seq_id')"));
    }

    [Fact]
    public async Task Rows_are_what_a_reader_of_that_layout_expects()
    {
        await using var clubs = await database.StartAsync();
        await using var work = await clubs.Store.Home.BeginAsync(new("correlation", "causation", new Dictionary<string, string>(StringComparer.Ordinal) { ["traceparent"] = "00-1-2-01" }), Ct);
        work.Append(new(Tenant.Of(125123), "club-1"), "club", ExpectedVersion.Any, new ClubOpened("Chess", new DateOnly(2026, 9, 7)), new ClubClosed(ClubClosing.EndOfYear));
        await work.CommitAsync(Ct);
        Assert.Equal(["125123|club-1|club|2|False"], await clubs.LinesAsync("select tenant_id, id, type, version, is_archived from mt_streams"));
        Assert.Equal(
            [
                """1|1|{"on": "2026-09-07", "name": "Chess"}|club_opened|125123|Cohesion.EventStoreTests.ClubOpened, Cohesion.EventStore.Store|correlation|causation|{"traceparent": "00-1-2-01"}|False""",
                """2|2|{"why": "EndOfYear"}|club_closed|125123|Cohesion.EventStoreTests.ClubClosed, Cohesion.EventStore.Store|correlation|causation|{"traceparent": "00-1-2-01"}|False""",
            ],
            await clubs.LinesAsync("select seq_id, version, data, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived from mt_events order by seq_id"));
    }

    [Fact]
    public async Task Only_the_stores_own_writers_leave_out_the_look_for_a_streams_row()
    {
        await using var clubs = await database.StartAsync();
        ClubOpened opened = new("Chess", new DateOnly(2026, 9, 7));
        await clubs.Store.AppendAsync(Club("one"), ExpectedVersion.MustNotExist, [opened], None, Ct);
        await clubs.Store.AppendAsync(Club("two"), ExpectedVersion.MustNotExist, [opened, new ClubClosed(ClubClosing.EndOfYear)], None, Ct);
        await using (var work = await clubs.Store.Home.BeginAsync(None, Ct))
        {
            work.Append(Club("work"), "club", ExpectedVersion.MustNotExist, opened);
            await work.CommitAsync(Ct);
        }

        // Who looks locks the row, which stays to be seen.
        Assert.Equal(["one|False", "two|False", "work|True"], await clubs.LinesAsync("select id, xmax::text <> '0' from mt_streams order by 1"));
        var error = await Assert.ThrowsAsync<PostgresException>(() => clubs.ExecuteAsync(
            "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id) values (99, gen_random_uuid(), 'nobody', 1, '{}', 'club_opened', now(), '125123')"));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, error.SqlState);
    }

    [Fact]
    public async Task A_role_that_owns_nothing_but_its_schema_is_enough()
    {
        await using var activity = await StoreUnderTest.StartAsync(database.Real.ConnectionStringOf("activity"), "activity", store => store.Project(Visits.Projection(), Lifecycle.Async), _ => { });
        await activity.Store.Home.WaitForProjectionAsync("visits", await Projections.FillAsync(activity, transactions: 3), Ct);
    }

    private static StreamKey Club(string id) => new(Tenant.Of(125123), id);
}
