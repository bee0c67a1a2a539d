using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Activity.Api;

/// <summary>The service on Friday 20 November 2026 at 2pm. Each test takes a school of its own, with a roll heard over RabbitMQ.</summary>
public class ActivityApi : ServiceUnderTest<ActivityJson>
{
    private static int lastUrn = 125_000;

    public StoppedClock Stopped { get; } = new(new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero));

    public Store Store => Services.GetRequiredService<Store>();

    protected override TimeProvider? Clock => Stopped;

    /// <summary>A school whose Year 5 has two forms of three and whose Year 6 one of two.</summary>
    public async Task<School> SchoolAsync(CancellationToken ct)
    {
        var school = new School(Interlocked.Increment(ref lastUrn));
        await using var equity = await MessageProbe.StartAsync(Surroundings.VirtualHost, ct);
        await equity.PublishAsync(new LearnersJoinedRoll(school.Urn, school.Learners, Stopped.GetUtcNow().AddDays(-80)), ct);
        using var head = As(Role.Head, school.Urn);
        await Eventually.GivesAsync(
            async () => (await head.GetAsync($"/api/v1/participation/{school.Urn}", ct)).Json["learners"]!.GetValue<int>(), learners => learners == 8, "the roll", ct);
        return school;
    }

    /// <summary>Waits until the ledger and the publisher have passed everything that was written so far.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var position = await Surroundings.Database.ScalarAsync<long>("select coalesce(max(seq_id), 0) from activity.mt_events", ct);
        await Store.Home.WaitForProjectionAsync("year_ledger", position, ct);
        await Store.Home.WaitForProjectionAsync("Publisher", position, ct);
    }
}

/// <summary>A school and its learners.</summary>
public sealed class School(int urn)
{
    private static readonly (string Name, string Year, string Form)[] Names =
    [
        ("Amira Khan", "5", "5A"), ("Ben Cole", "5", "5A"), ("Chloe Adeyemi", "5", "5A"), ("Dan Wu", "5", "5B"), ("Ella Novak", "5", "5B"), ("Femi Obi", "5", "5B"),
        ("Grace Hill", "6", "6A"), ("Hassan Ali", "6", "6A"),
    ];

    public int Urn => urn;

    public IReadOnlyList<LearnerOnRoll> Learners { get; } =
        [.. Names.Select(learner => new LearnerOnRoll(Guid.CreateVersion7(), 1, learner.Name, learner.Year, learner.Form))];

    public Guid this[string name] => Learners.Single(learner => learner.DisplayName.StartsWith(name, StringComparison.Ordinal)).LearnerId;

    public IReadOnlyList<Guid> Year5 => [.. Learners.Where(learner => learner.YearGroup == "5").Select(learner => learner.LearnerId)];

    /// <summary>A community-based visit of Year 5, by default today at 1:15pm.</summary>
    public object Visit(params object[] sessions) => new
    {
        Urn,
        title = "Year 5 visit to the Gurdwara",
        kind = "visit",
        audience = new { yearGroups = new[] { "5" } },
        place = "Gurdwara",
        sessions = sessions.Length == 0 ? [new { on = "2026-11-20", starts = "13:15", ends = "14:30" }] : sessions,
    };
}
