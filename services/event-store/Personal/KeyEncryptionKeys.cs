namespace Cohesion.EventStore;

/// <summary>The keys that wrap the subjects' keys: files of a folder, which is looked at again when an unknown one is met.</summary>
internal sealed class KeyEncryptionKeys(string folder)
{
    private volatile SortedList<string, byte[]> keys = Read(folder);

    /// <summary>The one that wraps: the last by name.</summary>
    public string Newest => keys.Keys[^1];

    public byte[] Of(string id)
    {
        if (!keys.ContainsKey(id))
            Look();
        return keys.TryGetValue(id, out var key) ? key
            : throw new InvalidOperationException($"The key-encryption key {id} is not in {folder}, and keys of subjects are still wrapped by it.");
    }

    public void Look() => keys = Read(folder);

    private static SortedList<string, byte[]> Read(string folder)
    {
        var keys = new SortedList<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.key"))
            keys.Add(Path.GetFileNameWithoutExtension(file), ReadKey(file));
        return keys.Count > 0 ? keys : throw new InvalidDataException($"Keys:Folder: there is no .key file in {folder}.");
    }

    private static byte[] ReadKey(string file)
    {
        var key = new byte[AuthenticatedBox.KeyBytes];
        return Convert.TryFromBase64String(File.ReadAllText(file).Trim(), key, out var written) && written == key.Length
            ? key : throw new InvalidDataException($"Keys:Folder: {file} is not {key.Length} bytes in base64.");
    }
}
