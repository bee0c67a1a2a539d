using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;

namespace Cohesion.Architecture;

/// <summary>One of everything that a school has an id for, made through the API as its people make it, for others to ask for.</summary>
public static class Belongings
{
    /// <summary>The ids, each by what it is of.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> OfAsync(House house, int urn, CancellationToken ct)
    {
        await house.ExecuteAsync($"""
            insert into engagement.schools (urn, name, la_code, la_name, open, version) values ({urn}, 'A school', 936, 'An authority', true, 1);
            insert into access.schools (urn, name, la_code, la_name, open, version) values ({urn}, 'A school', 936, 'An authority', true, 1);
            insert into equity_monitoring.known_schools (urn, name, la_code, phase, open, version) values ({urn}, 'A school', 936, 'Primary', true, 1)
            """, ct);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        using var lead = house.As("activity", new Person(Role.CohesionLead, [urn]));
        var planned = await PostAsync(lead, "/api/v1/activities", new { urn, title = "Visit to their Gurdwara", kind = "visit", audience = new { yearGroups = new[] { "5" } }, sessions = new[] { new { on = "2026-11-20", starts = "13:15", ends = "14:30" } } });
        ids["activity"] = IdOf(planned);
        ids["session"] = planned["sessionIds"]![0]!.GetValue<Guid>();
        using var keeper = house.As("engagement", new Person(Role.CohesionLead, [urn]));
        ids["partner"] = IdOf(await PostAsync(keeper, $"/api/v1/partners?urn={urn}", new { name = "Fire station", sector = "fire" }));
        using var administrator = house.As("engagement", new Person(Role.Administrator));
        ids["agency"] = IdOf(await PostAsync(administrator, "/api/v1/agencies", new { name = "Fire service", sector = "fire", schools = new[] { urn }, localAuthorities = Array.Empty<int>(), reasons = Array.Empty<string>() }));
        var key = await PostAsync(administrator, $"/api/v1/agencies/{ids["agency"]}/keys", new { });
        ids["agency key"] = IdOf(key);
        using var agency = house.As("engagement", null);
        agency.Headers.Add("X-Api-Key", key["key"]!.GetValue<string>());
        ids["referral"] = IdOf(await PostAsync(agency, "/api/v1/referrals", new
        {
            urn,
            reason = "fire-safety",
            reasonText = "A fire.",
            urgency = "soon",
            requestedOutcome = "mentoring",
            toldFamily = true,
            immediateDanger = false,
            legalBasis = new { kind = "consent", who = "Jo Motherly", capacity = "parent", when = "2026-11-12", wordingVersion = "2026-1" },
            subject = new { name = "Sam Example", dateOfBirth = "2016-05-04", postcode = "GU21 4AB" },
        }));
        using var office = house.As("access", new Person(Role.OrganisationAdministrator, [urn]));
        ids["membership"] = IdOf(await PostAsync(office, $"/api/v1/access/members/{urn}", new { email = "teacher@school.example", role = "teacher" }));
        using var head = house.As("access", new Person(Role.Head, [urn]));
        ids["agreement"] = IdOf(await PostAsync(head, $"/api/v1/access/schools/{urn}/agreements", new { with = "la-936", shares = new[] { "reach" }, basis = "public-task" }));
        using var manager = house.As("equity-monitoring", new Person(Role.DataManager, [urn]));
        const string upn = "R801400100001";
        var roll = Encoding.UTF8.GetBytes($"UPN,Legal Surname,Legal Forename,DOB,Gender,Year,Reg\r\n{upn},Lovell,Sam,02/10/2016,F,5,5B\r\n");
        var sent = (await manager.UploadAsync($"/api/v1/rolls/{urn}/imports?apply=true", "file", "roll.csv", roll, ct)).Expect(HttpStatusCode.Accepted);
        ids["roll import"] = Guid.Parse(sent.Location!.Split('/')[^1]);
        var records = $"/api/v1/equity/schools/{urn}/records";
        ids["learner"] = IdOf((await Eventually.GivesAsync(() => manager.PostAsync($"{records}/find", new { upn }, ct), answer => answer.Status == HttpStatusCode.OK, "the learner to be on the roll", ct)).Json);
        ids["legal hold"] = IdOf(await PostAsync(manager, $"{records}/{ids["learner"]}/holds", new { ground = "claim", note = "Case 7" }));
        return ids;

        static Guid IdOf(JsonNode made) => made.AsObject().Select(field => field.Value).OfType<JsonValue>().Select(value => value.TryGetValue<Guid>(out var id) ? id : default).First(id => id != default);

        async Task<JsonNode> PostAsync(ApiClient client, string path, object body)
        {
            var answer = await client.PostAsync(path, body, ct);
            return answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted ? answer.Json : throw new InvalidOperationException($"{path}: {(int)answer.Status} {answer.Text}");
        }
    }
}
