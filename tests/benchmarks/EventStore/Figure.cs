namespace Cohesion.Benchmarks.EventStore;

/// <summary>What was measured beside its physical floor in the same run on the same PostgreSQL, and beside its aim.</summary>
internal sealed record Figure(string Workload, Run Measured, Run? Floor, Aim Aim)
{
    /// <summary>The table for the README; <c>floor</c> of a line about history is the same measurement with less of it.</summary>
    public static string Table(IEnumerable<Figure> figures) => string.Join(
        '\n', ["| workload | measured | floor | ratio | aim | met | at this machine's pace |", "|---|---|---|---|---|---|---|", .. figures.Select(figure => figure.Line())]);

    public string Line() => Result.Text($"| {Workload} | {Text(Measured)} | {(Floor is null ? "" : Text(Floor))} | {Ratio()} | {Aim} | {Met(Aim)} | {Paced()} |");

    private static string Text(Run run) => run.Took.Count == 0
        ? Result.Text($"{run.PerSecond:N0}/s")
        : Result.Text($"{run.PerSecond:N0}/s, p50 {run.Took.Percentile(50):0.0} ms, p99 {run.Took.Percentile(99):0.0} ms");

    private string Ratio() => Floor is null ? "" : Result.Text($"{100 * Measured.PerSecond / Floor.PerSecond:0} %");

    private string Met(Aim aim) => aim.IsMet(Measured, Floor) switch { true => "yes", false => "no", null => "" };

    private string Paced() => Floor is not null && Aim.At(Floor) is { } paced ? Result.Text($"{paced}: {Met(paced)}") : "";
}

/// <summary>What is to be reached: so many a second, so much of the floor, 99 of 100 within so many milliseconds.</summary>
/// <param name="WhereFloorIs">The floor of the machine, idle, with two cores, for which <paramref name="PerSecond"/> was set.</param>
internal sealed record Aim(double? PerSecond = null, double? OfFloor = null, double? P99 = null, double? WhereFloorIs = null)
{
    /// <summary>Measured to know, not to reach.</summary>
    public static Aim None { get; } = new();

    /// <summary>The same for a machine with this floor: as many a second less as its PostgreSQL does in the simplest way. Null where it cannot be told.</summary>
    public Aim? At(Run floor) => WhereFloorIs is null ? null : this with { PerSecond = PerSecond * floor.PerSecond / WhereFloorIs, WhereFloorIs = null };

    /// <summary>Null when nothing was asked for.</summary>
    public bool? IsMet(Run measured, Run? floor) => this == None ? null
        : (PerSecond is null || measured.PerSecond >= PerSecond)
        && (OfFloor is null || (floor is not null && measured.PerSecond >= OfFloor * floor.PerSecond))
        && (P99 is null || measured.Took.Percentile(99) < P99);

    public override string ToString() => string.Join(", ", new[]
    {
        PerSecond is null ? null : Result.Text($"≥ {PerSecond:N0}/s"),
        OfFloor is null ? null : Result.Text($"≥ {100 * OfFloor:0} % of the floor"),
        P99 is null ? null : Result.Text($"p99 < {P99:0} ms"),
    }.OfType<string>());
}
