using Cohesion.Contracts.Access;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.Engagement;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Dashboards;

/// <summary>The schools of the extract with learners counted, sessions held and referrals received: two trusts and others, in Surrey and Hampshire.</summary>
public sealed class CountedArea : IAsyncLifetime
{
    public const string Trust = "learning-partners-academy-trust";
    public const string OtherTrust = "the-kite-academy-trust";
    public const int Surrey = 936;
    public const int Hampshire = 850;
    public static readonly DateTimeOffset At = new(2026, 11, 20, 15, 30, 0, TimeSpan.Zero);

    public ReportingApi Api { get; } = new();

    /// <summary>Every counted school with its groups.</summary>
    public Dictionary<int, IReadOnlyList<MeasuredGroup>> Counted { get; } = [];

    /// <summary>The local authority and the trust of each counted school, as tenants.</summary>
    public Dictionary<int, IReadOnlyList<string>> Bodies { get; } = [];

    /// <summary>The agreement of a school with a body; each shares everything.</summary>
    public Dictionary<(int Urn, string With), Guid> Agreements { get; } = [];

    public MessageProbe Probe { get; private set; } = null!;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Api.InitializeAsync();
        await Api.ImportAsync(ReportingApi.Extract, apply: true, Ct);
        Probe = await MessageProbe.StartAsync(Api.Surroundings.VirtualHost, Ct);
        await using var source = Npgsql.NpgsqlDataSource.Create(Api.Surroundings.Database.Superuser);
        await using var command = source.CreateCommand("select urn, coalesce(number_of_pupils, 90), 'la-' || la_code, 'trust-' || trust_id from reporting.schools where open order by urn");
        await using var rows = await command.ExecuteReaderAsync(Ct);
        while (await rows.ReadAsync(Ct))
        {
            Counted[rows.GetInt32(0)] = Count(new Random(rows.GetInt32(0)), rows.GetInt32(1));
            Bodies[rows.GetInt32(0)] = [.. new[] { 2, 3 }.Where(column => !rows.IsDBNull(column)).Select(rows.GetString)];
        }

        foreach (var (urn, groups) in Counted)
        {
            await Probe.PublishAsync(new MeasurePublished(urn, "2026/27", "reach", groups, 3, At), Ct);
            foreach (var body in Bodies[urn])
            {
                await AgreeAsync(urn, body);
            }

            await SessionsAsync(new Random(urn), urn);
            await ReferralsAsync(new Random(urn), urn);
        }

        await Eventually.IsTrueAsync(
            async () => await Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.measures", Ct) == Counted.Count
                && await Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.sessions", Ct) == Counted.Count * 12
                && await Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.referrals", Ct) == Counted.Count * 6
                && await Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.sharing_agreements", Ct) == Agreements.Count,
            "everything published has arrived", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Probe.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>Tells of an agreement, in force since September unless said otherwise.</summary>
    public Task AgreeAsync(int urn, string with, string[]? shares = null, DateOnly? from = null, DateOnly? until = null)
    {
        Agreements[(urn, with)] = Guid.NewGuid();
        return Probe.PublishAsync(new DataSharingAgreed(Agreements[(urn, with)], urn, with, shares ?? ["reach", "activities", "referrals"], from ?? new DateOnly(2025, 9, 1), until, At), Ct);
    }

    /// <summary>Tells that it ended.</summary>
    public Task EndAsync(int urn, string with) => Probe.PublishAsync(new DataSharingEnded(Agreements[(urn, with)], urn, with, At), Ct);

    /// <summary>The true count of a group over some schools.</summary>
    public (int Numerator, int Denominator) Sum(IEnumerable<int> urns, string breakdown, string group)
    {
        var cells = urns.SelectMany(u => Counted[u]).Where(g => g.Breakdown == breakdown && g.Group == group).ToList();
        return (cells.Sum(c => c.Numerator), cells.Sum(c => c.Denominator));
    }

    private static IReadOnlyList<MeasuredGroup> Count(Random random, int learners)
    {
        var eager = 0.6 + random.NextDouble() * 0.35;
        var rows = new Dictionary<(string, string), (int Some, int All)>();
        for (var i = 0; i < learners; i++)
        {
            (string, string)[] groups =
            [
                ("all", "total"), ("sex", random.Next(2) == 0 ? "F" : "M"), ("ethnicity_major", Pick(random, ("white", 80), ("asian", 9), ("mixed", 6), ("black", 3), ("other", 1), ("unknown", 1))),
                ("sen_provision", Pick(random, ("N", 84), ("K", 13), ("E", 3))), ("fsm_status", Pick(random, ("not-fsm", 86), ("fsm", 14))),
                ("first_language", Pick(random, ("english", 88), ("eal", 11), ("unknown", 1))), ("year_group", Pick(random, ("R", 1), ("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 1), ("6", 1))),
            ];
            var took = random.NextDouble() < eager;
            foreach (var group in groups)
            {
                var (some, all) = rows.GetValueOrDefault(group);
                rows[group] = (some + (took ? 1 : 0), all + 1);
            }
        }

        return [.. rows.Select(r => new MeasuredGroup(r.Key.Item1, r.Key.Item2, r.Value.Some, r.Value.All))];
    }

    private async Task SessionsAsync(Random random, int urn)
    {
        for (var i = 0; i < 12; i++)
        {
            var tags = new ActivityTags(Pick(random, ("visit", 2), ("club", 4), ("assembly", 3)), i % 3 > 0, [Pick(random, ("teaching-learning-curriculum", 3), ("engagement-extended-services", 2))], [Pick(random, ("school", 2), ("local", 3), ("global", 1))], [], [], []);
            var (activity, session) = (Guid.NewGuid(), Guid.NewGuid());
            await Probe.PublishAsync(new ActivityScheduled(activity, session, urn, "2026/27", At, 28, tags, 1, At), Ct);
            if (i < 9)
            {
                await Probe.PublishAsync(new ActivityDelivered(activity, session, urn, "2026/27", new DateOnly(2026, 11, 20), 25, 28, tags, 2, At), Ct);
            }
            else if (i == 9)
            {
                await Probe.PublishAsync(new ActivityCancelled(activity, session, urn, "2026/27", "weather", 2, At), Ct);
            }
        }
    }

    private async Task ReferralsAsync(Random random, int urn)
    {
        for (var i = 0; i < 6; i++)
        {
            var received = At.AddDays(-30 + i);
            var state = Pick(random, ("received", 1), ("accepted", 3), ("declined", 1), ("completed", 2));
            DateTimeOffset? decided = state == "received" ? null : received.AddHours(random.Next(2, 80));
            var clock = new ReferralClock(Guid.NewGuid(), urn, "wellbeing", "police", "routine", state, received, received.AddDays(2), null, decided, null, 4);
            await Probe.PublishAsync(new ReferralDecided(clock, At), Ct);
        }
    }

    private static string Pick(Random random, params (string Code, int Weight)[] codes)
    {
        var at = random.Next(codes.Sum(c => c.Weight));
        return codes.First(c => (at -= c.Weight) < 0).Code;
    }
}
