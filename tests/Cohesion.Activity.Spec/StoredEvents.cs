using System.Text.Json;
using Cohesion.Activity.Activities;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class StoredEvents
{
    [Fact]
    public void A_register_is_stored_like_this_for_ever() => Assert.Equal(
        """{"sessionId":"0192f000-0000-7000-8000-000000000002","activityId":"0192f000-0000-7000-8000-000000000001","tags":{"kind":"visit","communityBased":true,"strands":["teaching-learning-curriculum"],"dimensions":["local"],"themes":["faith-belief"],"uncrcArticles":[14],"partnerIds":[]},"on":"2026-11-20","present":["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"],"absent":["00000000-0000-0000-0000-000000000003"],"visitors":[],"at":"2026-11-20T12:00:00+00:00"}""",
        JsonSerializer.Serialize(A.Register, ActivityJson.Default.RegisterTaken));

    [Fact]
    public void A_scheduled_session_is_stored_like_this_for_ever() => Assert.Equal(
        """{"sessionId":"0192f000-0000-7000-8000-000000000002","activityId":"0192f000-0000-7000-8000-000000000001","plan":{"title":"Year 5 visit to the Gurdwara","tags":{"kind":"visit","communityBased":true,"strands":["teaching-learning-curriculum"],"dimensions":["local"],"themes":["faith-belief"],"uncrcArticles":[14],"partnerIds":[]},"audience":{"wholeSchool":false,"open":false,"yearGroups":["5"],"forms":[],"learners":[]},"visitors":[],"place":"Gurdwara","capacity":null},"time":{"on":"2026-11-20","starts":"13:15:00","ends":"14:30:00"},"expected":3,"at":"2026-11-13T12:00:00+00:00"}""",
        JsonSerializer.Serialize(A.Scheduled, ActivityJson.Default.SessionScheduled));

    [Fact]
    public void What_is_stored_is_read_again()
    {
        var json = JsonSerializer.Serialize(A.Register, ActivityJson.Default.RegisterTaken);
        Assert.Equivalent(A.Register, JsonSerializer.Deserialize(json, ActivityJson.Default.RegisterTaken), strict: true);
        var planned = new ActivityPlanned(A.Activity, A.Visit, A.Noon);
        Assert.Equivalent(planned, JsonSerializer.Deserialize(JsonSerializer.Serialize(planned, ActivityJson.Default.ActivityPlanned), ActivityJson.Default.ActivityPlanned), strict: true);
    }
}
