using Cohesion.Access.Providers;
using Cohesion.Access.Sessions;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Access.SignIn;

/// <summary>A sign-in that came back, and where its person wanted to go.</summary>
public sealed record TakenAttempt(Challenge Challenge, string ReturnUrl);

/// <summary>Sign-ins that have begun: each can be finished once, within ten minutes, by the browser that began it, at any replica.</summary>
public sealed class SignInAttempts(Store store, TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public async Task BeginAsync(Challenge challenge, string browser, string provider, string returnUrl, CancellationToken ct)
    {
        using var _ = DataScope.Beyond(SessionList.Why);
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(Command("begin", new
        {
            stateHash = SessionList.Hash(challenge.State),
            browserHash = SessionList.Hash(browser),
            provider,
            challenge.Nonce,
            challenge.Verifier,
            returnUrl,
            expiresAt = clock.GetUtcNow() + Lasts,
        }, ct));
    }

    /// <summary>Null for a state that is unknown, used, old, another browser's or another provider's.</summary>
    public async Task<TakenAttempt?> TakeAsync(string? state, string? browser, string provider, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(state) || string.IsNullOrEmpty(browser))
        {
            return null;
        }

        using var _ = DataScope.Beyond(SessionList.Why);
        await using var connection = await store.Home.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(
            "take", new { stateHash = SessionList.Hash(state), browserHash = SessionList.Hash(browser), provider, now = clock.GetUtcNow() }, ct));
        return row is null ? null : new TakenAttempt(new Challenge(state, row.Nonce, row.Verifier), row.ReturnUrl);
    }

    private CommandDefinition Command(string statement, object parameters, CancellationToken ct) =>
        new(store.Sql(typeof(SignInAttempts).Assembly, $"SignIn.SignInAttempts.{statement}.sql"), parameters, cancellationToken: ct);

    private sealed record Row(string Nonce, string Verifier, string ReturnUrl);
}
