using System.Diagnostics;
using Cohesion.Sample;
using Cohesion.Sample.Account;
using Cohesion.Sample.Loading;

namespace Cohesion.Benchmarks;

/// <summary>Every roll of Surrey, about ninety thousand learners, imported through the API as its schools would.</summary>
public sealed class ImportAuthority(Door door, SampleFiles files)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<Result>> RunAsync(SampleAccount account, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await new LoadSchools(door).RunAsync(files, ct);
        var listed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (rolls, urns) = (new LoadRoll(door), files.Urns());
        started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            urns, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (urn, token) => await rolls.RunAsync(files, urn, token));
        var imported = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var urn in urns)
        {
            await rolls.LearnersAsync(files, urn, ct);
        }

        var heard = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return
        [
            Result.Plain("GIAS file of Surrey imported", Result.Text($"{listed:0.0} s")),
            Result.Seconds(Result.Text($"{urns.Count} rolls, {account.Total.OnRoll:N0} learners, imported and applied"), imported, 90),
            Result.Plain("… and on the registers of every school", Result.Text($"{heard:0.0} s")),
            .. Memory.Peaks().Select(peak => Result.Megabytes($"peak memory of {peak.Service} after the import", peak.Megabytes, 400)),
        ];
    }
}
