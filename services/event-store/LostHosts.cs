namespace Cohesion.EventStore;

/// <summary>
/// A host that vanishes without a word (power, network) holds its advisory locks, and with them what it followed, until PostgreSQL gives its sessions
/// up; left to the defaults of Linux that is after two hours. Each of our sessions therefore asks the server to try an idle connection after two
/// seconds, every second, and to end it when three tries stay unanswered or what it sent is not acknowledged for five; and this side tries the
/// server as often. Said per session, it holds on every server, however that is configured.
/// </summary>
internal static class LostHosts
{
    private const string ByServer = "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000";

    /// <summary>What the connection string itself says goes before; a socket of the same machine has nothing to lose.</summary>
    public static void Notice(NpgsqlConnectionStringBuilder connection)
    {
        if (connection.Host is ['/' or '@', ..])
            return;
        connection.Options = string.IsNullOrEmpty(connection.Options) ? ByServer : $"{ByServer} {connection.Options}";
        if (connection.TcpKeepAliveTime == 0)
            (connection.TcpKeepAlive, connection.TcpKeepAliveTime, connection.TcpKeepAliveInterval) = (true, 2, 1);
    }
}
