using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.EquityMonitoring.Roll;

[JsonConverter(typeof(IdentityJson<RollImportId>))]
public readonly record struct RollImportId(Guid Value) : IIdentity<RollImportId>
{
    public static RollImportId Of(Guid value) => new(value);

    public override string ToString() => $"roll-import-{Value}";
}

/// <summary>What a file changes: every row and every learner on roll is in exactly one of these numbers.</summary>
/// <param name="Kept">Learners on roll whose row cannot be read; they stay as they are.</param>
/// <param name="Gone">Rows of previous learners who are not on roll.</param>
/// <param name="FaultyRows">Rows with faults.</param>
public sealed record RollCounts(int Joiners, int Leavers, int Moves, int Changed, int Unchanged, int Kept, int Gone, int FaultyRows)
{
    public int OnRollBefore => Leavers + Moves + Changed + Unchanged + Kept;

    public static RollCounts Of(IReadOnlyList<RollChange> changes, int faultyRows) => new(
        changes.Count(change => change is RollChange.Joins), changes.Count(change => change is RollChange.Leaves), changes.Count(change => change is RollChange.Moves),
        changes.Count(change => change is RollChange.Changes), changes.Count(change => change is RollChange.Stays), changes.Count(change => change is RollChange.Kept),
        changes.Count(change => change is RollChange.Gone), faultyRows);
}

public interface IRollImportEvent;

/// <summary>A roll file came in.</summary>
/// <param name="Sha256">Of the file, so that two imports of one file can be told; the file itself is deleted once read.</param>
public sealed record RollUploaded(RollImportId ImportId, string By, long Bytes, string Sha256, DateTimeOffset At) : IRollImportEvent;

/// <summary>A roll file was read and compared with the roll; nothing has changed yet.</summary>
public sealed record RollRead(RollImportId ImportId, int Rows, RollCounts Counts, DateTimeOffset At) : IRollImportEvent;

/// <summary>A file cannot be imported: no text, no rows, or a header that does not say what is what.</summary>
public sealed record RollRefused(RollImportId ImportId, string Code, int Faults, DateTimeOffset At) : IRollImportEvent;

/// <summary>Somebody said that the file is to become the roll.</summary>
public sealed record RollApplyRequested(RollImportId ImportId, string By, bool LeaversConfirmed, DateTimeOffset At) : IRollImportEvent;

/// <summary>Every good row of a file became the roll.</summary>
public sealed record RollApplied(RollImportId ImportId, RollCounts Counts, DateTimeOffset At) : IRollImportEvent;

/// <summary>Another file was applied first, so that this one's preview no longer holds.</summary>
public sealed record RollSuperseded(RollImportId ImportId, RollImportId ByImport, DateTimeOffset At) : IRollImportEvent;

/// <summary>Nobody applied a file for so long that its rows were forgotten.</summary>
public sealed record RollLapsed(RollImportId ImportId, DateTimeOffset At) : IRollImportEvent;

public enum RollImportStatus
{
    None,
    Reading,
    Ready,
    Refused,
    Applying,
    Applied,
    Superseded,
    Lapsed,
}

/// <summary>One roll file on its way to being the roll.</summary>
public sealed record RollImport(RollImportStatus Status, RollCounts? Counts)
{
    public static readonly Aggregate<RollImport> Aggregate = new("roll_import", new(RollImportStatus.None, null), Evolve);

    public static RollImport Evolve(RollImport import, object @event) => @event switch
    {
        RollUploaded => import with { Status = RollImportStatus.Reading },
        RollRead read => new(RollImportStatus.Ready, read.Counts),
        RollRefused => import with { Status = RollImportStatus.Refused },
        RollApplyRequested => import with { Status = RollImportStatus.Applying },
        RollApplied applied => new(RollImportStatus.Applied, applied.Counts),
        RollSuperseded => import with { Status = RollImportStatus.Superseded },
        RollLapsed => import with { Status = RollImportStatus.Lapsed },
        _ => import,
    };
}
