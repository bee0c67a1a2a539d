using System.Security.Cryptography;

namespace Cohesion.Hosting;

/// <summary>The keys that hash audit rows, from the files of a folder; none at all where no folder is given.</summary>
public sealed class AuditKeys
{
    private const int Bytes = 32;
    private readonly SortedList<string, byte[]> keys;

    /// <summary>The keys of a folder; none where it is null.</summary>
    /// <exception cref="InvalidDataException">The folder has no key, or a file is none.</exception>
    public AuditKeys(string? folder)
        : this(string.IsNullOrEmpty(folder) ? [] : Read(folder))
    {
    }

    public AuditKeys(SortedList<string, byte[]> keys) => this.keys = keys;

    public bool Any => keys.Count > 0;

    /// <summary>The one that writes: the last by name; empty where there is none.</summary>
    public string Newest => Any ? keys.Keys[^1] : "";

    /// <summary>32 bytes, or null where the key is not known. Once there are keys, a row without one counts for nothing: anybody could have made it.</summary>
    public byte[]? Hash(string key, ReadOnlySpan<byte> contents) =>
        keys.TryGetValue(key, out var secret) ? HMACSHA256.HashData(secret, contents)
        : key.Length == 0 && !Any ? SHA256.HashData(contents)
        : null;

    private static SortedList<string, byte[]> Read(string folder)
    {
        var found = new SortedList<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.key"))
        {
            var key = new byte[Bytes];
            found[Path.GetFileNameWithoutExtension(file)] = Convert.TryFromBase64String(File.ReadAllText(file).Trim(), key, out var written) && written == Bytes
                ? key
                : throw new InvalidDataException($"Audit:KeyFolder: {file} is not {Bytes} bytes in base64.");
        }

        return found.Count > 0 ? found : throw new InvalidDataException($"Audit:KeyFolder: there is no .key file in {folder}.");
    }
}
