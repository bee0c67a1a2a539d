using System.Diagnostics;
using System.Globalization;

namespace Cohesion.Sample.Loading;

/// <summary>Puts a sample's files into a running Cohesion. Every request has a key of its own, so that loading again changes nothing.</summary>
public sealed class LoadSample(Door door, SampleFiles files, Action<string> say)
{
    private const int AtOnce = 6;
    private readonly long started = Stopwatch.GetTimestamp();

    public async Task RunAsync(CancellationToken ct)
    {
        var urns = files.Urns();
        await new LoadSchools(door).RunAsync(files, ct);
        Say($"schools listed ({urns.Count} with a sample)");
        var rolls = new LoadRoll(door);
        await EachAsync(urns, "rolls", (urn, token) => rolls.RunAsync(files, urn, token), ct);
        await EachAsync(urns, "partners, agreements, activities and registers", async (urn, token) =>
        {
            var learners = await rolls.LearnersAsync(files, urn, token);
            var partners = await new LoadPartners(door).RunAsync(files, urn, token);
            await new LoadAgreements(door).RunAsync(urn, token);
            await new LoadActivities(door).RunAsync(files, urn, learners, partners, token);
        }, ct);
        var keys = await new LoadAgencies(door).RunAsync(files, ct);
        var referrals = files.Referrals();
        await EachAsync(referrals, "referrals", (referral, token) => new LoadReferral(door).RunAsync(referral, keys[referral.Agency], token), ct);
        await new SeeReach(door).RunAsync(files, ct);
        Say("every school's reach is the account's");
    }

    private async Task EachAsync<T>(IReadOnlyList<T> items, string what, Func<T, CancellationToken, Task> load, CancellationToken ct)
    {
        var done = 0;
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (item, token) =>
        {
            await load(item, token);
            var now = Interlocked.Increment(ref done);
            if (now == items.Count || now % Math.Max(10, items.Count / 10) == 0)
            {
                Say($"{what}: {now} of {items.Count}");
            }
        });
    }

    private void Say(string line) =>
        say(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s  {line}"));
}
