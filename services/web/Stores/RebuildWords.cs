using Cohesion.Hosting;

namespace Cohesion.Web;

/// <summary>What pages say of a rebuild.</summary>
internal static class RebuildWords
{
    /// <summary>In a cell: "Done on 20 November 2026".</summary>
    public static string Short(RebuildState rebuild) => rebuild.Outcome switch
    {
        RebuildOutcome.Running => "Running now",
        RebuildOutcome.Done => $"Done on {Words.Date(rebuild.EndedAt ?? rebuild.StartedAt)}",
        RebuildOutcome.Failed => $"Failed on {Words.Date(rebuild.EndedAt ?? rebuild.StartedAt)}",
        _ => "Interrupted",
    };

    /// <summary>In a sentence.</summary>
    public static string Long(RebuildState rebuild) => rebuild.Outcome switch
    {
        RebuildOutcome.Running => $"Running since {Words.Moment(rebuild.StartedAt)}.",
        RebuildOutcome.Done => $"The last rebuild ended on {Words.Moment(rebuild.EndedAt ?? rebuild.StartedAt)}, up to event {Words.Number(rebuild.Head)}; it took {Words.Span((rebuild.EndedAt ?? rebuild.StartedAt) - rebuild.StartedAt)}.",
        RebuildOutcome.Failed => $"The last rebuild failed on {Words.Moment(rebuild.EndedAt ?? rebuild.StartedAt)} ({rebuild.Failure}). Nothing has changed: the rows from before are served.",
        _ => $"The last rebuild, begun on {Words.Moment(rebuild.StartedAt)}, was interrupted because its replica stopped. Nothing has changed: the rows from before are served.",
    };
}
