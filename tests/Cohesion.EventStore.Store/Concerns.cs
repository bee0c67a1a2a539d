using System.Text.Json.Serialization;

using Cohesion.EventStore;

namespace Cohesion.EventStoreTests;

public sealed record ConcernNoted(PersonalText Note);

/// <summary>Texts about several people, in a list, in a record in it, and one that may be missing.</summary>
public sealed record ConcernShared(IReadOnlyList<ConcernContact> With, Dictionary<string, PersonalText> Words, PersonalText? Reply);

public sealed record ConcernContact(PersonalText Name, string Role);

public sealed record ConcernClosed(DateOnly On);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConcernNoted))]
[JsonSerializable(typeof(ConcernShared))]
[JsonSerializable(typeof(ConcernClosed))]
[JsonSerializable(typeof(Concern))]
public sealed partial class ConcernsJson : JsonSerializerContext;

/// <summary>What was noted, as far as it is not erased.</summary>
public sealed record Concern(IReadOnlyList<string?> Notes, bool IsClosed)
{
    public static Aggregate<Concern> Aggregate { get; } = new("concern", new Concern([], false), (concern, @event) => @event switch
    {
        ConcernNoted noted => concern with { Notes = [.. concern.Notes, noted.Note.Text] },
        ConcernClosed => concern with { IsClosed = true },
        _ => concern,
    });

    public static Type[] Events { get; } = [typeof(ConcernNoted), typeof(ConcernShared), typeof(ConcernClosed)];
}

/// <summary>A read model that deliberately holds texts in the open.</summary>
public sealed record ConcernList(string TenantId, string ConcernId, string?[] Notes)
{
    public static Projection<ConcernList> Projection(string name) => EventStore.Projection.For<ConcernList>(name)
        .Table(name, "tenant_id", "concern_id")
        .Ddl($"create table if not exists {{schema}}.{name} (tenant_id text, concern_id text, notes text[] not null, primary key (tenant_id, concern_id))")
        .On<ConcernNoted>((_, at) => at.Stream.Id, (row, noted, at) => new(at.Stream.Tenant.Value, at.Stream.Id, [.. row?.Notes ?? [], noted.Note.Text]));
}

/// <summary>Key-encryption keys in a folder of their own.</summary>
public sealed class KeyFolder : IDisposable
{
    public KeyFolder(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
            Add(id);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("cohesion-keys-").FullName;

    public string Secret => File.ReadAllText(Directory.GetFiles(Path)[0]).Trim();

    public IEnumerable<KeyValuePair<string, string?>> Settings => [new("Keys:Folder", Path)];

    public void Add(string id, int bytes = 32) => File.WriteAllText(FileOf(id), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes)) + "\n");

    public void Remove(string id) => File.Delete(FileOf(id));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string FileOf(string id) => System.IO.Path.Combine(Path, id + ".key");
}

/// <summary>The machine's clock, some time later.</summary>
public sealed class LaterClock : TimeProvider
{
    private long ticks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref ticks);
}
