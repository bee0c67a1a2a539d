using System.Text;

namespace Cohesion.EventStore.Worker;

/// <summary>
/// What a worker was answered, a line each, in one write: a line is there whole or not at all, whenever the worker is killed. An append is known by
/// its mark, which is the correlation id of its events.
/// </summary>
internal sealed class Answers(Stream output)
{
    /// <summary>The events are stored, by these ids in these versions.</summary>
    public void Appended(Guid mark, IEnumerable<StoredEvent> events) => Say($"answered {mark} {string.Join(' ', events.Select(@event => $"{@event.Id}:{@event.Version}"))}");

    /// <summary>Nothing of it is stored.</summary>
    public void Refused(Guid mark) => Say($"refused {mark}");

    /// <summary>The store has done what it must not do.</summary>
    public void Wrong(string what) => Say($"wrong {what.ReplaceLineEndings(" ")}");

    private void Say(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + '\n');
        lock (output)
            output.Write(bytes);
    }
}
