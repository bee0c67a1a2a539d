using System.Text.Json;

namespace Cohesion.EventStore;

/// <summary>
/// Seals the personal texts of what is to be appended, under keys that are made where a subject has never had one. The keys are asked for each
/// time: what is appended about a subject after its erasure is stored, and handed back, as erased, whichever replica does it.
/// </summary>
internal static class Sealing
{
    public static async ValueTask<Append> SealAsync(Shard shard, Append append, CancellationToken ct) =>
        shard.Types.HoldPersonalTexts ? (await SealAsync(shard, [append], ct))[0] : append;

    public static async ValueTask<IReadOnlyList<Append>> SealAsync(Shard shard, IReadOnlyList<Append> appends, CancellationToken ct)
    {
        if (!shard.Types.HoldPersonalTexts || !appends.Any(append => append.HoldsPersonalTexts))
            return appends;
        var keys = new KeyRing(new());
        var written = Seal(appends, keys);
        if (keys.Wanted.Count == 0)
            return written;
        try
        {
            await shard.Keys.MakeAsync(keys, ct);
            return Seal(appends, keys);
        }
        finally
        {
            keys.Wipe();
        }
    }

    private static List<Append> Seal(IReadOnlyList<Append> appends, KeyRing keys) =>
        [.. appends.Select(append => append with { Events = [.. append.Events.Select(@event => @event.Type.HoldsPersonalTexts ? Seal(@event, append.Stream, keys) : @event)] })];

    private static Append.Event Seal(Append.Event @event, StreamKey stream, KeyRing keys)
    {
        using var envelope = new Envelope(keys, stream, @event.Id);
        var json = JsonSerializer.Serialize(@event.Data, @event.Type.Json);
        return @event with { Json = json, Data = envelope.LacksText && keys.Wanted.Count == 0 ? JsonSerializer.Deserialize(json, @event.Type.Json)! : @event.Data };
    }
}
