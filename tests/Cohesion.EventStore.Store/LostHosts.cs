using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>What each session asks for, so that a host that vanishes without a word is noticed within about five seconds.</summary>
public sealed class LostHosts(Database database)
{
    private const string Noticed = """
        select current_setting('tcp_keepalives_idle')::integer + current_setting('tcp_keepalives_interval')::integer * current_setting('tcp_keepalives_count')::integer,
          current_setting('tcp_user_timeout', true)
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_gives_up_a_session_that_does_not_answer_for_five_seconds()
    {
        await using var clubs = await database.StartAsync();
        await using var opened = await clubs.Store.Home.OpenAsync(TestContext.Current.CancellationToken);
        await using var ask = new NpgsqlCommand("select tries || '|' || case limit_after when '5000' then '5s' else limit_after end from (" + Noticed + ") as asked (tries, limit_after)", opened);
        Assert.Equal("5|5s", await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task This_side_gives_the_server_up_as_soon()
    {
        await using var clubs = await database.StartAsync();
        await using var opened = await clubs.Store.Home.OpenAsync(TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(opened.ConnectionString);
        Assert.Equal((true, 2, 1), (connection.TcpKeepAlive, connection.TcpKeepAliveTime, connection.TcpKeepAliveInterval));
    }

    [Fact]
    public async Task What_a_connection_string_says_itself_goes_before()
    {
        var own = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = "-c tcp_keepalives_idle=60", TcpKeepAlive = true, TcpKeepAliveTime = 90 };
        await using var clubs = await StoreUnderTest.StartAsync(own.ConnectionString, $"clubs_{Guid.NewGuid():n}", _ => { }, _ => { });
        await using var opened = await clubs.Store.Home.OpenAsync(TestContext.Current.CancellationToken);
        await using var show = new NpgsqlCommand("show tcp_keepalives_idle", opened);
        Assert.Equal("60", await show.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.Equal(90, new NpgsqlConnectionStringBuilder(opened.ConnectionString).TcpKeepAliveTime);
    }
}
