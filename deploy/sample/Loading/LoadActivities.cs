using System.Globalization;
using System.Text.Json.Nodes;
using Cohesion.Sample.Activities;

namespace Cohesion.Sample.Loading;

/// <summary>A cohesion lead plans a school's activities, its teachers take the registers, and some sessions are cancelled.</summary>
public sealed class LoadActivities(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task RunAsync(
        SampleFiles files, int urn, IReadOnlyDictionary<string, string> learners, IReadOnlyDictionary<string, string> partners, CancellationToken ct)
    {
        var present = files.Registers(urn);
        foreach (var activity in files.Activities(urn))
        {
            var planned = Door.Expect(
                await Door.UntilHeardAsync(token => door.PostAsync(
                    new Person("cohesion-lead", urn), "/api/v1/activities", Request(urn, activity, learners, partners), $"sample-{urn}-{activity.Key}", token), Patience, ct),
                $"{activity.Title} at {urn}", "activity-already-planned", "idempotency-key-reused");
            if (planned.Problem is not null)
            {
                continue; // planned by an earlier sample
            }

            var ids = planned.Json["sessionIds"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
            foreach (var (session, id) in activity.Sessions.Zip(ids))
            {
                await FollowAsync(urn, session, id, session.HasRegister ? present[session.Key] : [], learners, ct);
            }
        }
    }

    private async Task FollowAsync(
        int urn, PlannedSession session, string id, IReadOnlyList<string> present, IReadOnlyDictionary<string, string> learners, CancellationToken ct)
    {
        var (who, key) = (new Person("teacher", urn), $"sample-{urn}-{session.Key}");
        if (session.HasRegister)
        {
            var register = new JsonObject { ["present"] = Array(present.Select(upn => learners[upn])) };
            Door.Expect(await door.PostAsync(who, $"/api/v1/sessions/{id}/register", register, key, ct), $"The register of {session.Key} at {urn}", "register-already-taken");
        }
        else if (session.CancelReason is { } reason)
        {
            Door.Expect(
                await door.PostAsync(who, $"/api/v1/sessions/{id}/cancellation", new JsonObject { ["reason"] = reason }, key, ct), $"Cancelling {session.Key} at {urn}", "session-cancelled");
        }
    }

    private static JsonObject Request(
        int urn, PlannedActivity activity, IReadOnlyDictionary<string, string> learners, IReadOnlyDictionary<string, string> partners) => new()
        {
            ["urn"] = urn,
            ["title"] = activity.Title,
            ["kind"] = activity.Kind,
            ["communityBased"] = activity.CommunityBased,
            ["strands"] = Array(activity.Strands),
            ["dimensions"] = Array(activity.Dimensions),
            ["themes"] = Array(activity.Themes),
            ["uncrcArticles"] = new JsonArray([.. activity.UncrcArticles.Select(article => (JsonNode)article)]),
            ["audience"] = new JsonObject
            {
                ["wholeSchool"] = activity.Audience.WholeSchool,
                ["yearGroups"] = Array(activity.Audience.YearGroups),
                ["forms"] = Array(activity.Audience.Forms),
                ["learners"] = Array(activity.Audience.Upns.Select(upn => learners[upn])),
            },
            ["partnerIds"] = Array(activity.Partner is { } partner ? [partners[partner]] : []),
            ["visitors"] = activity.Visitor is { } from ? new JsonArray(new JsonObject { ["name"] = "A visitor", ["from"] = from }) : new JsonArray(),
            ["place"] = activity.Place,
            ["sessions"] = new JsonArray([.. activity.Sessions.Select(session => (JsonNode)new JsonObject
            {
                ["on"] = session.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["starts"] = session.Starts.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                ["ends"] = session.Ends.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            })]),
        };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
