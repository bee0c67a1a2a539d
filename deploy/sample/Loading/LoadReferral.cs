using System.Globalization;
using System.Text.Json.Nodes;
using Cohesion.Sample.Referrals;

namespace Cohesion.Sample.Loading;

/// <summary>An agency refers a child; the school takes the referral as far as the sample says.</summary>
public sealed class LoadReferral(Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string[]> StepsTo = new(StringComparer.Ordinal)
    {
        ["received"] = [],
        ["acknowledged"] = ["acknowledgement"],
        ["accepted"] = ["acknowledgement", "acceptance"],
        ["declined"] = ["acknowledgement", "decline"],
        ["in-progress"] = ["acknowledgement", "acceptance", "start"],
        ["completed"] = ["acknowledgement", "acceptance", "start", "completion"],
        ["cancelled"] = ["cancellation"],
    };

    public async Task RunAsync(Referral referral, string apiKey, CancellationToken ct)
    {
        var agency = new Person(apiKey);
        var sent = Door.Expect(
            await Door.UntilHeardAsync(token => door.PostAsync(agency, "/api/v1/referrals", Request(referral), $"sample-{referral.Key}", token), Patience, ct), referral.Key, "idempotency-key-reused");
        if (sent.Problem is not null)
        {
            return; // sent by an earlier sample
        }

        var (id, version) = (sent.Json["id"]!.GetValue<string>(), sent.ETag);
        foreach (var step in StepsTo[referral.State])
        {
            var who = step == "cancellation" ? agency : new Person("cohesion-lead", referral.Urn);
            var taken = Door.Expect(
                await door.PostAsync(who, $"/api/v1/referrals/{id}/{step}", Body(step), $"sample-{referral.Key}-{step}", ct, version), $"{step} of {referral.Key}", "referral-state", "stale");
            version = taken.ETag ?? version;
        }
    }

    private static JsonObject? Body(string step) => step switch
    {
        "decline" => new JsonObject { ["reason"] = "not-our-task", ["signpost"] = "The library's homework club has places on Tuesdays; ask for the children's librarian." },
        "completion" => new JsonObject { ["outcome"] = "met", ["betterOff"] = "yes" },
        "cancellation" => new JsonObject { ["reason"] = "no-longer-needed" },
        _ => null,
    };

    private static JsonObject Request(Referral referral) => new()
    {
        ["urn"] = referral.Urn,
        ["reason"] = referral.Reason,
        ["reasonText"] = referral.Because,
        ["urgency"] = referral.Urgency,
        ["requestedOutcome"] = referral.Requested,
        ["legalBasis"] = Basis(referral),
        ["toldFamily"] = referral.LegalBasis == "consent",
        ["notToldReason"] = referral.LegalBasis == "consent" ? null : "Telling the family first could have put the child at risk.",
        ["subject"] = new JsonObject
        {
            ["name"] = referral.Name,
            ["dateOfBirth"] = Day(referral.DateOfBirth),
            ["postcode"] = referral.Postcode,
            ["year"] = referral.YearGroup,
        },
        ["immediateDanger"] = false,
    };

    private static JsonObject Basis(Referral referral) => referral.LegalBasis switch
    {
        "consent" => new JsonObject
        {
            ["kind"] = "consent",
            ["who"] = "The parent",
            ["capacity"] = "parent",
            ["when"] = Day(referral.ConsentOn),
            ["wordingVersion"] = "2026-1",
        },
        "safeguarding-without-consent" => new JsonObject { ["kind"] = referral.LegalBasis, ["reason"] = "Asking would have delayed help." },
        _ => new JsonObject { ["kind"] = referral.LegalBasis },
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
