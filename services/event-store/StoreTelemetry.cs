using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cohesion.EventStore;

/// <summary>Traces and metrics of the store, under the name <c>Cohesion.EventStore</c>.</summary>
internal sealed class StoreTelemetry
{
    /// <summary>The name of the activity source and the meter.</summary>
    public const string Name = "Cohesion.EventStore";

    private const string ShardTag = "cohesion.shard";
    private const int LinksAtMost = 64;
    private static readonly ActivitySource Source = new(Name);
    private readonly Meter meter;
    private readonly Counter<long> appended;
    private readonly Counter<long> clashes;
    private readonly Counter<long> published;
    private readonly Histogram<int> together;
    private readonly Histogram<double> written;
    private readonly KeyValuePair<string, object?> schema;
    private KeyValuePair<string, object?> shard = new(ShardTag, Shard.Home);

    public StoreTelemetry(string schema, IMeterFactory meters)
    {
        this.schema = new("cohesion.schema", schema);
        meter = meters.Create(Name);
        appended = meter.CreateCounter<long>("cohesion.events.appended", "{event}", "Events committed");
        clashes = meter.CreateCounter<long>("cohesion.appends.refused", "{append}", "Appends refused because somebody else was first");
        together = meter.CreateHistogram<int>("cohesion.appends.together", "{append}", "Appends that shared a transaction");
        written = meter.CreateHistogram<double>("cohesion.appends.duration", "s", "From the start of a shared transaction to its commit");
        published = meter.CreateCounter<long>("cohesion.messages.published", "{message}", "Messages confirmed by the broker");
    }

    /// <summary>The same instruments, for what happens on one shard.</summary>
    public StoreTelemetry Of(string name)
    {
        var one = (StoreTelemetry)MemberwiseClone();
        one.shard = new(ShardTag, name);
        return one;
    }

    public void Observe(Func<IReadOnlyList<FollowerStatus>> followers, TimeProvider clock)
    {
        meter.CreateObservableGauge("cohesion.follower.lag", () => Measure(followers(), status => status.Lag), "{event}", "Events not yet followed");
        meter.CreateObservableGauge("cohesion.follower.delay", () => Measure(followers(), status => DelayOf(status, clock)), "s", "How long the first event not yet followed has waited");
        meter.CreateObservableGauge("cohesion.follower.failures", () => Measure(followers(), status => status.Failures), "{attempt}", "Failed attempts in a row");
    }

    public Activity? Appending(int streams) => Source.StartActivity("append")?.SetTag("cohesion.streams", streams).SetTag(schema.Key, schema.Value).SetTag(shard.Key, shard.Value);

    /// <summary>
    /// A batch that one trace caused continues it; a batch that several caused links to each, so that from every request one finds what its
    /// events did.
    /// </summary>
    public Activity? Following(string follower, IReadOnlyList<StoredEvent> events)
    {
        if (events.Count == 0)
            return null;
        var causes = events.Select(Cause).OfType<ActivityContext>().DistinctBy(cause => cause.TraceId).Take(LinksAtMost).ToList();
        var activity = causes is [var only]
            ? Source.StartActivity("follow", ActivityKind.Consumer, only)
            : Source.StartActivity("follow", ActivityKind.Consumer, default(ActivityContext), links: causes.Select(cause => new ActivityLink(cause)));
        return activity?.SetTag("cohesion.follower", follower).SetTag("cohesion.events", events.Count).SetTag(schema.Key, schema.Value).SetTag(shard.Key, shard.Value);
    }

    public AppendResult Counted(AppendResult result)
    {
        if (result is AppendResult.Appended done)
            appended.Add(done.Events.Count, schema, shard);
        else
            clashes.Add(1, schema, shard);
        return result;
    }

    public void Wrote(int appends, TimeSpan took)
    {
        together.Record(appends, schema, shard);
        written.Record(took.TotalSeconds, schema, shard);
    }

    public void Published(int messages) => published.Add(messages, schema, shard);

    private static ActivityContext? Cause(StoredEvent @event) =>
        @event.Headers.TryGetValue(EventMetadata.TraceParent, out var parent)
        && ActivityContext.TryParse(parent, @event.Headers.GetValueOrDefault("tracestate"), isRemote: true, out var context) ? context : null;

    private static double DelayOf(FollowerStatus status, TimeProvider clock) =>
        status.BehindSince is { } since ? Math.Max(0, (clock.GetUtcNow() - since).TotalSeconds) : 0;

    private IEnumerable<Measurement<T>> Measure<T>(IEnumerable<FollowerStatus> followers, Func<FollowerStatus, T> of)
        where T : struct =>
        followers.Where(status => status.IsHere).Select(status => new Measurement<T>(of(status), schema, new(ShardTag, status.Shard), new("cohesion.follower", status.Name)));
}
