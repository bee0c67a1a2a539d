using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>The exact account after workers have worked and died.</summary>
internal static class Account
{
    public const string Streams = "select tenant_id, id, version, version, 1 from mt_streams order by 1, 2";
    public const string StreamsCounted = "select tenant_id, stream_id, count(*), max(version), min(version) from mt_events group by 1, 2 order by 1, 2";
    private const string Halves = $"select correlation_id, count(*) from mt_events group by correlation_id, headers ->> '{ClubsAtWork.Whole}' having count(*) <> (headers ->> '{ClubsAtWork.Whole}')::integer";
    public const string Visited = "select tenant_id, learner, times, last_on from visits order by 1, 2";
    public const string VisitsCounted = """
        select tenant_id, learner::uuid, count(*), (array_agg((data ->> 'on')::date order by seq_id desc))[1]
        from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2
        """;

    public const string Listed = "select tenant_id, club_id, name, opened_on, array_to_string(names, ','), version, changed_at from club_list order by 1, 2";
    public const string ListedCounted = """
        with lives as (
          select tenant_id, stream_id, max(version) filter (where type = 'club_opened') as opened, coalesce(max(version) filter (where type = 'club_closed'), 0) as closed
          from mt_events group by 1, 2
        )
        select e.tenant_id, e.stream_id, (array_agg(e.data ->> 'name' order by e.version desc))[1], (array_agg((e.data ->> 'on')::date order by e.version))[1],
          string_agg(e.data ->> 'name', ',' order by e.version), max(e.version), (array_agg(e.timestamp order by e.version desc))[1]
        from lives l
        join mt_events e on e.tenant_id = l.tenant_id and e.stream_id = l.stream_id and e.version >= l.opened and e.type in ('club_opened', 'club_renamed')
        where l.opened > l.closed
        group by 1, 2 order by 1, 2
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What the workers were answered is what is stored, and read models are what their events say.</summary>
    public static async Task<string> IsExactAsync(StoreUnderTest clubs, IReadOnlyList<WorkerProcess> workers)
    {
        Assert.Empty(workers.SelectMany(worker => worker.Faults));
        Assert.Empty(workers.Where(worker => worker.EndedByItself).Select(worker => worker.Name));
        var stored = await clubs.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct);
        var (byId, byMark) = (stored.ToLookup(@event => @event.Id), stored.ToLookup(@event => Guid.Parse(@event.CorrelationId!)));
        var answers = workers.SelectMany(worker => worker.Answers).ToList();
        Assert.Empty(byId.Where(events => events.Count() > 1).Select(events => events.Key));
        Assert.Empty(answers.SelectMany(answer => answer.Events.Where(@event => byId[@event.Id].SingleOrDefault() is not { } found || found.Version != @event.Version || found.CorrelationId != answer.Mark.ToString())));
        Assert.DoesNotContain(answers, answer => byMark[answer.Mark].Count() != answer.Events.Count);
        var refused = workers.SelectMany(worker => worker.Refusals).ToList();
        Assert.DoesNotContain(refused, byMark.Contains);
        Assert.Empty(await clubs.LinesAsync(Halves));
        Assert.Equal(await clubs.LinesAsync(StreamsCounted), await clubs.LinesAsync(Streams));

        await clubs.Store.Home.WaitForProjectionAsync("visits", stored[^1].Position, Ct);
        Assert.Empty(await clubs.LinesAsync("select * from moves where not is_owners"));
        var (visits, list) = (await clubs.LinesAsync(Visited), await clubs.LinesAsync(Listed));
        Assert.Equal(await clubs.LinesAsync(VisitsCounted), visits);
        Assert.Equal(await clubs.LinesAsync(ListedCounted), list);
        await clubs.Store.RebuildAsync("visits", Ct);
        await clubs.Store.RebuildAsync("club_list", Ct);
        Assert.Equal(visits, await clubs.LinesAsync(Visited));
        Assert.Equal(list, await clubs.LinesAsync(Listed));
        return $"{stored.Count} events of {byMark.Count} appends are stored, {answers.Count} were answered, {byMark.Count - answers.Count} were not, {refused.Count} were refused";
    }
}
