using System.Globalization;
using System.Text.Json.Nodes;

namespace Cohesion.Sample.Loading;

/// <summary>A head agrees to share the school's figures with its trust and its local authority.</summary>
public sealed class LoadAgreements(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task RunAsync(int urn, CancellationToken ct)
    {
        var who = new Person("head", urn);
        var school = Door.Expect(await door.GetAsync(who, $"/api/v1/schools?q={urn}", ct), $"School {urn}").Json["items"]!.AsArray().Single()!;
        await AgreeAsync(who, urn, "la-" + school["laCode"]!.GetValue<int>().ToString("000", CultureInfo.InvariantCulture), ct);
        if (school["trustId"]?.GetValue<string>() is { } trust)
        {
            await AgreeAsync(who, urn, "trust-" + trust, ct);
        }
    }

    private async Task AgreeAsync(Person who, int urn, string with, CancellationToken ct)
    {
        var terms = new JsonObject { ["with"] = with, ["shares"] = new JsonArray("reach", "activities", "referrals"), ["basis"] = "public-task" };
        Door.Expect(
            await Door.UntilHeardAsync(token => door.PostAsync(who, $"/api/v1/access/schools/{urn}/agreements", terms, $"sample-{urn}-sharing-{with}", token), Patience, ct),
            $"What {urn} shares with {with}", "already-agreed");
    }
}
