using System.Buffers.Text;
using System.Security.Cryptography;
using Cohesion.EventStore;
using Dapper;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.Keys;

/// <summary>The ES256 keys that sign session tokens: the newest signs, all are published, every replica of access has the same.</summary>
public sealed class SigningKeys(Store store, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<ECDsaSecurityKey>? known;

    public async Task<SigningCredentials> CurrentAsync(CancellationToken ct) => new((await AllAsync(ct))[0], SecurityAlgorithms.EcdsaSha256);

    /// <summary>Newest first; never empty.</summary>
    public async Task<IReadOnlyList<ECDsaSecurityKey>> AllAsync(CancellationToken ct)
    {
        if (known is { } keys)
        {
            return keys;
        }

        await gate.WaitAsync(ct);
        try
        {
            return known ??= await ReadOrMakeAsync(ct);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<IReadOnlyList<ECDsaSecurityKey>> ReadOrMakeAsync(CancellationToken ct)
    {
        await using var connection = await store.Home.DataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(Command("lock", null, ct));
        using (var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var keyId = Base64Url.EncodeToString(SHA256.HashData(fresh.ExportSubjectPublicKeyInfo()))[..16];
            await connection.ExecuteAsync(Command("add", new { keyId, privateKey = fresh.ExportPkcs8PrivateKey(), now = clock.GetUtcNow() }, ct));
        }

        var rows = await connection.QueryAsync<Row>(Command("all", null, ct));
        var keys = rows.Select(row => row.ToKey()).ToList();
        await transaction.CommitAsync(ct);
        return keys;
    }

    private CommandDefinition Command(string statement, object? parameters, CancellationToken ct) =>
        new(store.Sql(typeof(SigningKeys).Assembly, $"Keys.SigningKeys.{statement}.sql"), parameters, cancellationToken: ct);

    private sealed class Row
    {
        public required string Key_Id { get; init; }

        public required byte[] Private_Key { get; init; }

        public ECDsaSecurityKey ToKey()
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Private_Key, out _);
            return new ECDsaSecurityKey(key) { KeyId = Key_Id };
        }
    }
}
