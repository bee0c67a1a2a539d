namespace Cohesion.Web;

/// <summary>A phase of long work: how many rows of how many are done; a total that is not known yet is null.</summary>
public sealed record ProgressPhase(string Name, long Done, long? Total)
{
    public bool IsDone => Total is { } total && Done >= total;

    public string State => this switch
    {
        { Total: { } total } when Done >= total => total == 0 ? "nothing to do" : $"{Words.Number(total)} done",
        { Total: { } total } => $"{Words.Number(Done)} of {Words.Number(total)}",
        { Done: 0 } => "waiting",
        _ => $"{Words.Number(Done)} so far",
    };
}
