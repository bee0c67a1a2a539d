using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Contracts.Activity;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class Publishing
{
    private const int Urn = 125123;

    [Fact]
    public void A_scheduled_session_is_told_with_its_moment_and_its_tags()
    {
        var told = Assert.IsType<ActivityScheduled>(Assert.Single(ActivityPublisher.MessagesOf(A.Scheduled, Urn, 1)));
        Assert.Equal((Urn, "2026/27", 3, 1L), (told.Urn, told.AcademicYear, told.Expected, told.Version));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 15, 0, TimeSpan.Zero), told.StartsAt);
        Assert.Equal(A.Tags.Strands, told.Tags.Strands);
    }

    [Fact]
    public void A_register_is_told_as_a_count_to_all_and_as_opaque_ids_to_who_measures()
    {
        var messages = ActivityPublisher.MessagesOf(A.Register, Urn, 2);
        Assert.Equal((2, 3), (Assert.IsType<ActivityDelivered>(messages[0]).Present, ((ActivityDelivered)messages[0]).Expected));
        var participation = Assert.IsType<ParticipationRecorded>(messages[1]);
        Assert.Equal([A.Amira.Value, A.Ben.Value], participation.Present);
        Assert.True(participation.CommunityBased);
    }

    [Fact]
    public void An_undone_register_takes_everybody_back_and_puts_the_session_back_into_the_calendar()
    {
        var messages = ActivityPublisher.MessagesOf(new RegisterUndone(A.Session, A.Activity, A.Tags, A.Friday, 3, A.Noon), Urn, 3);
        Assert.IsType<ActivityScheduled>(messages[0]);
        Assert.Equal((0, 3L), (Assert.IsType<ParticipationRecorded>(messages[1]).Present.Count, ((ParticipationRecorded)messages[1]).Version));
    }

    [Fact]
    public void A_cancelled_session_is_told_with_its_reason() =>
        Assert.Equal("weather", Assert.IsType<ActivityCancelled>(Assert.Single(ActivityPublisher.MessagesOf(A.Cancelled, Urn, 2))).Reason);

    [Fact]
    public void A_plan_alone_is_nobody_elses_business() =>
        Assert.Empty(ActivityPublisher.MessagesOf(new ActivityPlanned(A.Activity, A.Visit, A.Noon), Urn, 1));
}
