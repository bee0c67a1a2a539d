namespace Cohesion.EventStore;

/// <summary>Stands for the data of an event that has been read, until its personal texts are opened.</summary>
internal sealed record SealedEvent(EventTypes Types, EventTypes.Registered Type, byte[] Json, StreamKey Stream, Guid Id)
{
    /// <summary>The data; itself while a key is wanted.</summary>
    public object Open(KeyRing keys)
    {
        using var envelope = new Envelope(keys, Stream, Id);
        var data = Types.Read(Type, Json);
        return envelope.LacksText && keys.Wanted.Count > 0 ? this : data;
    }
}

/// <summary>Opens the personal texts of events that have been read: with the keys at hand, then with one query for all others.</summary>
internal static class Opening
{
    public static async ValueTask OpenAsync(Shard shard, List<StoredEvent> page, CancellationToken ct)
    {
        if (!shard.Types.HoldPersonalTexts)
            return;
        var data = page.ConvertAll(@event => @event.Data);
        await OpenAsync(shard, data, ct);
        for (var place = 0; place < data.Count; place++)
            page[place] = page[place].Data == data[place] ? page[place] : page[place] with { Data = data[place] };
    }

    public static async ValueTask OpenAsync(Shard shard, List<object> data, CancellationToken ct)
    {
        var keys = shard.Keys.Recent();
        Open(data, keys);
        if (keys.Wanted.Count == 0)
            return;
        await shard.Keys.FindAsync(keys, ct);
        Open(data, keys);
    }

    private static void Open(List<object> data, KeyRing keys)
    {
        for (var place = 0; place < data.Count; place++)
            data[place] = data[place] is SealedEvent @event ? @event.Open(keys) : data[place];
    }
}
