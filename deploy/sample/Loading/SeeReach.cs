using System.Text.Json.Nodes;
using Cohesion.Sample.Account;

namespace Cohesion.Sample.Loading;

/// <summary>Waits until the last register has been counted: each school's own reach is then what the account says.</summary>
public sealed class SeeReach(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task RunAsync(SampleFiles files, CancellationToken ct)
    {
        var account = files.Account();
        foreach (var (urn, counts) in account.Schools)
        {
            var school = int.Parse(urn, null);
            await door.AwaitAsync(
                new Person("head", school), $"/api/v1/reach/{urn}?year={account.AcademicYear.Replace('/', '-')}", reach => IsSo(reach, counts.Reach["all"]["total"]),
                $"{counts.Reach["all"]["total"].Numerator} learners of {urn} reached", Patience, ct);
        }
    }

    private static bool IsSo(JsonNode reach, Reached wished) =>
        reach["total"]!["reached"]!.GetValue<int>() == wished.Numerator && reach["total"]!["learners"]!.GetValue<int>() == wished.Denominator;
}
