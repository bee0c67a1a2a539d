using System.Buffers.Text;
using System.Security.Cryptography;
using Cohesion.Access.Sessions;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.Keys;

/// <summary>
/// The ES256 keys that sign session tokens; every replica of access has the same. A new key is published before it signs, so that every service knows it
/// by then, and an old one until the last token that it signed has expired.
/// </summary>
public sealed class SigningKeys(Store store, TimeProvider clock, IOptions<SessionsOptions> sessions, ILogger<SigningKeys> logger) : IDisposable
{
    /// <summary>Longer than services keep the key set (ten minutes).</summary>
    public static readonly TimeSpan PublishedAhead = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Known? known;

    /// <summary>What was read last, for verifying tokens of our own without waiting.</summary>
    public IReadOnlyList<SecurityKey> Recent => known is { } read ? [.. read.Keys.Select(key => key.Key)] : [];

    public async Task<SigningCredentials> CurrentAsync(CancellationToken ct)
    {
        var (keys, now) = (await ReadAsync(ct), clock.GetUtcNow());
        return new((keys.FirstOrDefault(key => key.SignsFrom <= now) ?? keys[^1]).Key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>Those to publish, newest first; never empty.</summary>
    public async Task<IReadOnlyList<ECDsaSecurityKey>> AllAsync(CancellationToken ct) => [.. (await ReadAsync(ct)).Select(key => key.Key)];

    /// <summary>Makes the next key if the newest has signed for <paramref name="age"/>; the others retire once it has taken over.</summary>
    public Task RotateIfOlderAsync(TimeSpan age, CancellationToken ct) => ChangeAsync(
        keys => keys[0].SignsFrom <= clock.GetUtcNow() - age, PublishedAhead, clock.GetUtcNow() + PublishedAhead + LastTokens, ct);

    /// <summary>Makes the next key now: it takes over in fifteen minutes.</summary>
    public Task RotateAsync(CancellationToken ct) => ChangeAsync(_ => true, PublishedAhead, clock.GetUtcNow() + PublishedAhead + LastTokens, ct);

    /// <summary>A key has become known: all are forgotten at once and a new one signs. Every token ends with them, and browsers get new ones without noticing.</summary>
    public Task ReplaceAsync(CancellationToken ct) => ChangeAsync(_ => true, TimeSpan.Zero, clock.GetUtcNow(), ct);

    public void Dispose() => gate.Dispose();

    private TimeSpan LastTokens => sessions.Value.Token + (2 * SessionTokens.ClockSkew);

    private async Task<IReadOnlyList<Published>> ReadAsync(CancellationToken ct)
    {
        if (known is { } fresh && clock.GetElapsedTime(fresh.ReadAt) < KeptFor)
        {
            return fresh.Keys;
        }

        await gate.WaitAsync(ct);
        try
        {
            return known is { } other && clock.GetElapsedTime(other.ReadAt) < KeptFor ? other.Keys : await ChangeAsync(_ => false, TimeSpan.Zero, default, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>One replica at a time: looks, makes a key where there is none or one is wished, and forgets those that are over.</summary>
    private async Task<IReadOnlyList<Published>> ChangeAsync(Func<IReadOnlyList<Published>, bool> wished, TimeSpan ahead, DateTimeOffset others, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("tokens are signed with keys that no request may see");
        await using var connection = await store.Home.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(Command("lock", null, ct));
        var now = clock.GetUtcNow();
        var keys = await AllAsync();
        if (keys.Count == 0 || wished(keys))
        {
            await connection.ExecuteAsync(Command("retire", new { until = others }, ct));
            await AddAsync(keys.Count == 0 ? now : now + ahead);
        }

        await connection.ExecuteAsync(Command("forget", new { now }, ct));
        keys = await AllAsync();
        await transaction.CommitAsync(ct);
        known = new Known(keys, clock.GetTimestamp());
        return keys;

        async Task<IReadOnlyList<Published>> AllAsync() => [.. (await connection.QueryAsync<Row>(Command("all", new { now }, ct))).Select(row => row.ToKey())];

        async Task AddAsync(DateTimeOffset signsFrom)
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var keyId = Base64Url.EncodeToString(SHA256.HashData(fresh.ExportSubjectPublicKeyInfo()))[..16];
            await connection.ExecuteAsync(Command("add", new { keyId, privateKey = fresh.ExportPkcs8PrivateKey(), now, signsFrom }, ct));
            logger.KeyMade(keyId, signsFrom);
        }
    }

    private CommandDefinition Command(string statement, object? parameters, CancellationToken ct) =>
        new(store.Sql(typeof(SigningKeys).Assembly, $"Keys.SigningKeys.{statement}.sql"), parameters, cancellationToken: ct);

    private sealed record Known(IReadOnlyList<Published> Keys, long ReadAt);

    private sealed record Published(ECDsaSecurityKey Key, DateTimeOffset SignsFrom);

    private sealed class Row
    {
        public required string Key_Id { get; init; }

        public required byte[] Private_Key { get; init; }

        public required DateTime Signs_From { get; init; }

        public Published ToKey()
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Private_Key, out _);
            return new Published(new ECDsaSecurityKey(key) { KeyId = Key_Id }, new DateTimeOffset(DateTime.SpecifyKind(Signs_From, DateTimeKind.Utc)));
        }
    }
}
