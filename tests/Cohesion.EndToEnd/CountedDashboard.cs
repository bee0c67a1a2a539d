using System.Text.Json.Nodes;
using Cohesion.Sample.Account;
using Cohesion.Sample.Loading;
using Cohesion.Testing;
using Person = Cohesion.Sample.Loading.Person;

namespace Cohesion.EndToEnd;

/// <summary>What a dashboard has to tell, counted from the files alone, and what of it must stay hidden; shares no code with what tells it.</summary>
/// <param name="Schools">By URN, the schools that an area is made of; none for a school.</param>
/// <param name="Exact">For those who work with the school's own learners: nothing is hidden from them.</param>
internal sealed record CountedDashboard(Counts Counts, IReadOnlyDictionary<string, Counts> Schools, bool Exact)
{
    private const int Threshold = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Parts = ["numerator", "denominator", "share", "low", "high", "count"];

    /// <summary>Every group that somebody is in: "sex/F".</summary>
    public IReadOnlyDictionary<string, Reached> Groups { get; } =
        Counts.Reach.Where(b => b.Key != "all").SelectMany(b => b.Value, (b, g) => KeyValuePair.Create($"{b.Key}/{g.Key}", g.Value)).ToDictionary();

    /// <summary>"all/all", "strand/equity-excellence", "dimension/local".</summary>
    private readonly Dictionary<string, Held> _sessions = new(
    [
        KeyValuePair.Create("all/all", new Held(Counts.Delivered, Counts.Sessions - Counts.Delivered - Counts.Cancelled, Counts.Cancelled)),
        .. Counts.ByStrand.Select(s => KeyValuePair.Create($"strand/{s.Key}", s.Value)),
        .. Counts.ByDimension.Select(d => KeyValuePair.Create($"dimension/{d.Key}", d.Value)),
    ]);

    /// <summary>None of a strand or dimension that the files do not name.</summary>
    public Held Sessions(string name) => _sessions.GetValueOrDefault(name, new Held(0, 0, 0));

    /// <summary>In the states of a dashboard: what the files cancel is taken back before anyone has decided.</summary>
    public int Referrals(string state) => state switch
    {
        "total" => Counts.ReferralsByState.Values.Sum(),
        "decided" => Referrals("declined") + Referrals("accepted") + Referrals("in-progress") + Referrals("completed"),
        "withdrawn" => Counts.ReferralsByState.GetValueOrDefault("cancelled"),
        _ => Counts.ReferralsByState.GetValueOrDefault(state),
    };

    /// <summary>Asks until the answer differs from the files in nothing: figures come by message.</summary>
    public async Task<JsonNode> IsToldAsync(Door door, Person who, string path, CancellationToken ct)
    {
        JsonNode answer = new JsonObject();
        await Eventually.GivesAsync(
            async () =>
            {
                answer = Door.Expect(await door.GetAsync(who, $"/api/v1{path}", ct), path).Json;
                return string.Join("; ", Differences(answer));
            },
            differences => differences.Length == 0, $"{path} to tell the {who.Key} the numbers of the files", ct, Patience);
        return answer;
    }

    public static IEnumerable<JsonNode> All(JsonNode answer, string list) => answer[list]!.AsArray().Select(node => node!);

    /// <summary>"sex/F" of a row with a breakdown and a group.</summary>
    public static string Name(JsonNode row, params IEnumerable<string> parts) => string.Join('/', parts.Select(part => row[part]!.ToString()));

    private IEnumerable<string> Differences(JsonNode answer)
    {
        var groups = All(answer, "groups").ToDictionary(g => Name(g, "breakdown", "group"), g => g["figure"]!);
        var schools = All(answer, "schools").ToDictionary(s => Name(s, "urn"), s => s["figure"]!);
        var sessions = All(answer, "sessions").ToDictionary(s => Name(s, "facet", "code"));
        return
        [
            .. Differences("learners", answer["total"]!, Counts.Reach["all"]["total"]),
            .. Unequal("groups", groups.Keys, Groups.Keys), .. Groups.Where(g => groups.ContainsKey(g.Key)).SelectMany(g => Differences(g.Key, groups[g.Key], g.Value)),
            .. Unequal("schools", schools.Keys, Schools.Keys),
            .. Schools.Where(s => schools.ContainsKey(s.Key)).SelectMany(s => Differences(s.Key, schools[s.Key], s.Value.Reach["all"]["total"])),
            .. _sessions.Keys.Except(sessions.Keys).Select(name => $"sessions of {name} are not told"),
            .. sessions.Where(s => Name(s.Value, "facet") is "all" or "strand" or "dimension").SelectMany(s => Differences(s.Key, s.Value, Sessions(s.Key))),
            .. All(answer, "referrals").Where(r => Name(r, "state") is not "in-time").SelectMany(r => Differences(r, Name(r, "state"))),
        ];
    }

    private IEnumerable<string> Differences(string name, JsonNode told, Reached counted) => Differences(
        name, told, Few(counted.Numerator) || Few(counted.Denominator) || Few(counted.Denominator - counted.Numerator) ? "tooFew" : null,
        ("numerator", counted.Numerator), ("denominator", counted.Denominator));

    /// <summary>Of its referrals a school shows others their number alone.</summary>
    private IEnumerable<string> Differences(JsonNode told, string state) => Differences(
        $"referrals {state}", told, Schools.Count == 0 && state != "total" ? "forAreasOnly" : Few(Referrals(state)) ? "tooFew" : null, ("count", Referrals(state)));

    /// <summary>A number is the files' and may be shown, or none of it is told and there is a reason: the one that is due, or that a smaller one could be worked out.</summary>
    private IEnumerable<string> Differences(string name, JsonNode told, string? due, params (string Part, int Counted)[] counted)
    {
        var hidden = told["hidden"]?.GetValue<string>();
        var right = hidden is null
            ? (Exact || due is null) && counted.All(c => told[c.Part]?.GetValue<int>() == c.Counted)
            : !Exact && hidden == (due ?? "couldBeWorkedOut") && told["reason"] is not null && Parts.All(part => told[part] is null);
        return right ? [] : [$"{name} is {told.ToJsonString()}, counted {string.Join(" of ", counted.Select(c => c.Counted))}"];
    }

    private static IEnumerable<string> Differences(string name, JsonNode told, Held counted)
    {
        var held = new Held(told["tookPlace"]!.GetValue<int>(), told["planned"]!.GetValue<int>(), told["cancelled"]!.GetValue<int>());
        return held == counted ? [] : [$"sessions of {name} are {held}, counted {counted}"];
    }

    private static IEnumerable<string> Unequal(string what, IEnumerable<string> told, IEnumerable<string> counted) =>
        told.ToHashSet().SetEquals(counted) ? [] : [$"{what} are {string.Join(", ", told)}, counted {string.Join(", ", counted)}"];

    private static bool Few(int count) => count is > 0 and < Threshold;
}
