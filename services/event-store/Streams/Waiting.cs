namespace Cohesion.EventStore;

/// <summary>An append that has been asked for, until it is answered or, before it is being written, cancelled.</summary>
internal sealed class Waiting(Append append)
{
    private int state;

    public Append Append { get; } = append;

    public TaskCompletionSource<AppendResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>False when it was cancelled before.</summary>
    public bool Begin() => Interlocked.CompareExchange(ref state, 1, 0) == 0;

    public void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref state, 2, 0) == 0)
            Outcome.TrySetCanceled(token);
    }
}
