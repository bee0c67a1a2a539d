using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Cohesion.EventStore;

/// <summary>Each tenant has its own key for a subject.</summary>
public readonly record struct KeyOwner(Tenant Tenant, Subject Subject);

/// <summary>The keys at hand for an append or a page, and a list of those it was asked for in vain. A destroyed key is an empty one.</summary>
internal sealed class KeyRing(ConcurrentDictionary<KeyOwner, byte[]> keys)
{
    public HashSet<KeyOwner> Wanted { get; } = [];

    /// <summary>Null when it is destroyed, and when it is wanted.</summary>
    public byte[]? Find(KeyOwner owner)
    {
        if (!keys.TryGetValue(owner, out var key))
            Wanted.Add(owner);
        return key is [_, ..] ? key : null;
    }

    public void Put(KeyOwner owner, byte[] key)
    {
        keys[owner] = key;
        Wanted.Remove(owner);
    }

    /// <summary>Only where nobody else has this ring's keys.</summary>
    public void Wipe()
    {
        foreach (var key in keys.Values)
            CryptographicOperations.ZeroMemory(key);
    }
}
