using System.Globalization;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Contracts;
using Cohesion.Contracts.Activity;
using Cohesion.EventStore;

namespace Cohesion.Activity.Activities;

/// <summary>What the other services hear: counts, codes and opaque ids, with the version of the session's stream.</summary>
public static class ActivityPublisher
{
    /// <summary>The messages of a page of events; the first of an event has the event's id, the second one of its own that is always the same.</summary>
    public static Task<IReadOnlyList<Outgoing>> MapAsync(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Outgoing>>([.. page.SelectMany(stored =>
            MessagesOf(stored.Data, int.Parse(stored.Stream.Tenant.Value, NumberStyles.None, CultureInfo.InvariantCulture), stored.Version)
                .Select((message, index) => index == 0 ? Outgoing.Of(message, stored) : new Outgoing(message, MessageId.From(stored.Id, message.GetType().Name), stored)))]);

    /// <summary>The messages of one event, none for most of a plan's.</summary>
    public static IReadOnlyList<object> MessagesOf(object @event, int urn, long version) => @event switch
    {
        SessionScheduled e => [Scheduled(e.ActivityId, e.SessionId, e.Plan.Tags, e.Time, e.Expected, urn, version, e.At)],
        SessionChanged e => [Scheduled(e.ActivityId, e.SessionId, e.Plan.Tags, e.Time, e.Expected, urn, version, e.At)],
        LearnersInvited e => [Scheduled(e.ActivityId, e.SessionId, e.Tags, e.Time, e.Expected, urn, version, e.At)],
        SessionCancelled e => [new ActivityCancelled(e.ActivityId.Value, e.SessionId.Value, urn, YearOf(e.On), e.Reason, version, e.At)],
        RegisterTaken e =>
        [
            new ActivityDelivered(e.ActivityId.Value, e.SessionId.Value, urn, YearOf(e.On), e.On, e.Present.Count, e.Present.Count + e.Absent.Count, Of(e.Tags), version, e.At),
            Participation(e.ActivityId, e.SessionId, e.Tags, e.On, e.Present, urn, version, e.At),
        ],
        RegisterCorrected e =>
        [
            new ActivityDelivered(e.ActivityId.Value, e.SessionId.Value, urn, YearOf(e.On), e.On, e.Present.Count, e.Present.Count + e.Absent.Count, Of(e.Tags), version, e.At),
            Participation(e.ActivityId, e.SessionId, e.Tags, e.On, e.Present, urn, version, e.At),
        ],
        RegisterUndone e =>
        [
            Scheduled(e.ActivityId, e.SessionId, e.Tags, e.Time, e.Expected, urn, version, e.At),
            Participation(e.ActivityId, e.SessionId, e.Tags, e.Time.On, [], urn, version, e.At),
        ],
        LearnerForgotten e => [new LearnersForgotten(urn, [new(e.LearnerId.Value, e.Rows)], e.At)],
        _ => [],
    };

    private static ActivityScheduled Scheduled(
        ActivityId activity, SessionId session, Tags tags, SessionTime time, int expected, int urn, long version, DateTimeOffset at) =>
        new(activity.Value, session.Value, urn, YearOf(time.On), London.Moment(time.On, time.Starts), expected, Of(tags), version, at);

    private static ParticipationRecorded Participation(
        ActivityId activity, SessionId session, Tags tags, DateOnly on, IReadOnlyList<LearnerId> present, int urn, long version, DateTimeOffset at) =>
        new(activity.Value, session.Value, urn, YearOf(on), on, tags.CommunityBased, [.. present.Select(id => id.Value)], version, at);

    private static ActivityTags Of(Tags tags) =>
        new(tags.Kind, tags.CommunityBased, tags.Strands, tags.Dimensions, tags.Themes, tags.UncrcArticles, tags.PartnerIds);

    private static string YearOf(DateOnly day) => AcademicYear.Of(day).ToString();
}
