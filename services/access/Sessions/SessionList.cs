using System.Security.Cryptography;
using System.Text;
using Cohesion.Access.Providers;
using Cohesion.EventStore;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Sessions;

/// <summary>The sessions of browsers. A cookie holds a secret; only its hash is kept.</summary>
public sealed class SessionList(Store store, TimeProvider clock, Revocations revocations, IOptions<SessionsOptions> options)
{
    internal const string Why = "sessions and sign-ins are found by secrets, before it is known who asks";

    /// <summary>Starts a session; the secret is told once.</summary>
    public async Task<(Session Session, string Secret)> StartAsync(string personId, string? provider, Guid? membershipId, int? demoSchool, CancellationToken ct)
    {
        var (now, secret) = (clock.GetUtcNow(), Challenge.Secret());
        var session = new Session(Guid.CreateVersion7(now), personId, provider, membershipId, demoSchool);
        await RunAsync("start", new { session.SessionId, secretHash = Hash(secret), session.PersonId, session.Provider, session.MembershipId, session.DemoSchool, now }, ct);
        return (session, secret);
    }

    /// <summary>The session whose secret this is, seen now; null where it has ended, by itself or otherwise.</summary>
    public async Task<Session?> SeeAsync(string? secret, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Session>(Command(
            "see", new { now, secretHash = Hash(secret), idleSince = now - options.Value.Idle, startedSince = now - options.Value.Longest }, ct));
    }

    public Task ChooseAsync(Session session, Guid membershipId, CancellationToken ct) => RunAsync("choose", new { session.SessionId, membershipId }, ct);

    /// <summary>Ends a session; its tokens are refused everywhere as soon as the services have heard.</summary>
    public async Task EndAsync(Session session, CancellationToken ct)
    {
        await RunAsync("end", new { session.SessionId, now = clock.GetUtcNow(), until = revocations.Until }, ct);
        await revocations.HereAsync(ct);
    }

    /// <summary>Ends all sessions of a person.</summary>
    public Task EndAllAsync(string personId, CancellationToken ct) => RunAsync("endall", new { personId, now = clock.GetUtcNow() }, ct);

    /// <summary>Forgets what is long over.</summary>
    public Task SweepAsync(CancellationToken ct) => RunAsync("sweep", new { now = clock.GetUtcNow(), before = clock.GetUtcNow() - options.Value.Longest - TimeSpan.FromDays(1) }, ct);

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private async Task RunAsync(string statement, object parameters, CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(Command(statement, parameters, ct));
    }

    private CommandDefinition Command(string statement, object parameters, CancellationToken ct) =>
        new(store.Sql(typeof(SessionList).Assembly, $"Sessions.Sessions.{statement}.sql"), parameters, cancellationToken: ct);
}
