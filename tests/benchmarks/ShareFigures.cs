using Cohesion.Sample;
using Cohesion.Sample.Loading;

namespace Cohesion.Benchmarks;

/// <summary>Every school agrees to share its figures, and its learners have been counted: before that an authority has nothing to see.</summary>
public sealed class ShareFigures(Door door, SampleFiles files)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken ct) => Parallel.ForEachAsync(
        files.Urns(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (urn, token) =>
        {
            await new LoadAgreements(door).RunAsync(urn, token);
            await door.AwaitAsync(
                new Person("head", urn), $"/api/v1/reports/schools/{urn}", report => report["total"]?["denominator"]?.GetValue<int>() > 0, "the school's learners to be counted", Patience, token);
        });
}
