using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cohesion.EventStore;

/// <summary>The keys of subjects: in a table of their own, reached by connections of their own, wrapped by a key that is in no database.</summary>
internal sealed class SubjectKeys(string schema, NpgsqlDataSource source, KeyEncryptionKeys wrapping, TimeProvider clock) : IAsyncDisposable
{
    private const int KeysAtOnce = 500;
    private const int RecentAtMost = 10_000;
    private static readonly TimeSpan RecentFor = TimeSpan.FromSeconds(30);
    private readonly Embedded embedded = new(schema);
    private volatile RecentKeys recent = new(clock.GetTimestamp());

    public async Task SetUpAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Own("Layout.Schema.sql") + Own("Personal.SubjectKeys.sql"));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Throws where the key-encryption keys or the subjects' keys cannot be read.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        wrapping.Look();
        await using var command = source.CreateCommand(Own("Personal.CheckKeys.sql"));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A ring with the keys read a short while ago. Who holds one when a key is destroyed may use it up; nobody gets that key from then on.</summary>
    public KeyRing Recent()
    {
        var kept = recent;
        if (clock.GetElapsedTime(kept.Since) >= RecentFor || kept.Keys.Count >= RecentAtMost)
            recent = kept = new(clock.GetTimestamp());
        return new KeyRing(kept.Keys);
    }

    /// <summary>Puts what is wanted on the ring.</summary>
    public async Task FindAsync(KeyRing ring, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        await FillAsync(ring, batch, ct);
    }

    /// <summary>The same, after making a key for every subject that has never had one.</summary>
    public async Task MakeAsync(KeyRing ring, CancellationToken ct)
    {
        var (by, owners) = (wrapping.Newest, ring.Wanted.ToArray());
        var made = Array.ConvertAll(owners, owner => Wrap(by, owner, RandomNumberGenerator.GetBytes(AuthenticatedBox.KeyBytes)));
        await using var batch = source.CreateBatch().Then(Own("Personal.MakeKeys.sql"), Tenants(owners), Subjects(owners), made, by, clock.GetUtcNow());
        await FillAsync(ring, batch, ct);
    }

    /// <summary>False when there was none to destroy; there will never be one either way.</summary>
    public async Task<bool> DestroyAsync(KeyOwner owner, CancellationToken ct)
    {
        await using var batch = source.CreateBatch()
            .Then(Own("Personal.RefuseKey.sql"), owner.Tenant.Value, owner.Subject.Value, clock.GetUtcNow())
            .Then(Own("Personal.DestroyKey.sql"), owner.Tenant.Value, owner.Subject.Value, clock.GetUtcNow());
        await batch.ExecuteNonQueryAsync(ct);
        recent = new(clock.GetTimestamp());
        return batch.BatchCommands[1].RecordsAffected == 1;
    }

    /// <summary>Whose keys have been destroyed, in the order of tenant and subject, after one of them.</summary>
    public async Task<IReadOnlyList<KeyOwner>> DestroyedAsync(KeyOwner? after, int atMost, CancellationToken ct)
    {
        await using var batch = source.CreateBatch().Then(Own("Personal.DestroyedKeys.sql"), after?.Tenant.Value ?? "", after?.Subject.Value ?? "", atMost);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        var owners = new List<KeyOwner>();
        while (await rows.ReadAsync(ct))
            owners.Add(new(new(rows.GetString(0)), new(rows.GetString(1))));
        return owners;
    }

    /// <summary>Wraps every key with the newest key-encryption key; how many were wrapped by an older one.</summary>
    public async Task<int> RewrapAsync(CancellationToken ct)
    {
        wrapping.Look();
        var (by, rewrapped, last) = (wrapping.Newest, 0, new KeyOwner(new(""), new("")));
        while (await OldAsync(by, last, ct) is { Count: > 0 } old)
        {
            var owners = old.ConvertAll(key => key.Owner).ToArray();
            var (before, after) = (old.ConvertAll(key => key.Bytes).ToArray(), old.ConvertAll(key => Wrap(by, key.Owner, Unwrap(key))).ToArray());
            await using var batch = source.CreateBatch().Then(Own("Personal.RewrapKeys.sql"), by, Tenants(owners), Subjects(owners), before, after);
            rewrapped += await batch.ExecuteNonQueryAsync(ct);
            last = owners[^1];
        }

        return rewrapped;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static string[] Tenants(KeyOwner[] owners) => Array.ConvertAll(owners, owner => owner.Tenant.Value);

    private static string[] Subjects(KeyOwner[] owners) => Array.ConvertAll(owners, owner => owner.Subject.Value);

    private static byte[] Binding(KeyOwner owner) => AuthenticatedBox.Binding(owner.Tenant.Value, owner.Subject.Value);

    private string Own(string file) => embedded.Own(file);

    private byte[] Wrap(string by, KeyOwner owner, byte[] key)
    {
        var wrapped = AuthenticatedBox.Close(wrapping.Of(by), key, Binding(owner));
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    private byte[] Unwrap(WrappedKey key) => AuthenticatedBox.Open(wrapping.Of(key.By), key.Bytes, Binding(key.Owner));

    // A key that is not there is one that has been destroyed.
    private async Task FillAsync(KeyRing ring, NpgsqlBatch batch, CancellationToken ct)
    {
        var owners = ring.Wanted.ToArray();
        foreach (var found in await ReadAsync(batch.Then(Own("Personal.FindKeys.sql"), Tenants(owners), Subjects(owners)), ct))
            ring.Put(found.Owner, Unwrap(found));
        foreach (var destroyed in ring.Wanted.ToArray())
            ring.Put(destroyed, []);
    }

    private async Task<List<WrappedKey>> OldAsync(string newest, KeyOwner after, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        return await ReadAsync(batch.Then(Own("Personal.OldKeys.sql"), newest, after.Tenant.Value, after.Subject.Value, KeysAtOnce), ct);
    }

    private static async Task<List<WrappedKey>> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        var keys = new List<WrappedKey>();
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            keys.Add(new(new(new(rows.GetString(0)), new(rows.GetString(1))), rows.GetString(2), rows.GetFieldValue<byte[]>(3)));
        return keys;
    }

    private readonly record struct WrappedKey(KeyOwner Owner, string By, byte[] Bytes);

    private sealed record RecentKeys(long Since)
    {
        public ConcurrentDictionary<KeyOwner, byte[]> Keys { get; } = [];
    }
}
