using System.Text.Json;
using System.Text.Json.Nodes;
using Cohesion.Engagement.Referrals;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class ReferralRequestsAreRead
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_good_request_is_read_whole()
    {
        var (request, faults) = Read(Good());
        Assert.Empty(faults);
        Assert.Equal("Sam Example", request!.Subject.Name);
        Assert.Equal(new DateOnly(2026, 11, 12), request.LegalBasis.When);
    }

    [Fact]
    public void An_empty_request_names_everything_that_is_missing() => Assert.Equal(
        ["immediateDanger", "legalBasis", "reason", "reasonText", "requestedOutcome", "subject", "toldFamily", "urgency", "urn"],
        Read([]).Faults.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var body = Good();
        body["urn"] = "125123";
        body["urgency"] = "very";
        body["legalBasis"] = new JsonObject { ["kind"] = "consent", ["capacity"] = "uncle", ["when"] = "2027-01-01", ["wordingVersion"] = "the long one!" };
        body["toldFamily"] = false;
        body["subject"]!["dateOfBirth"] = "31/02/2015";
        body["subject"]!["postcode"] = "nowhere";
        body["subject"]!["nhsNumber"] = "1";
        body["urgncy"] = "soon";
        Assert.Equal(
            [
                "legalBasis.capacity", "legalBasis.when", "legalBasis.who", "legalBasis.wordingVersion", "notToldReason", "subject.dateOfBirth", "subject.nhsNumber",
                "subject.postcode", "urgency", "urgncy", "urn",
            ],
            Read(body).Faults.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public-task")]
    [InlineData("s16LA")]
    public void A_duty_needs_nobody_s_consent(string kind)
    {
        var body = Good();
        body["legalBasis"] = new JsonObject { ["kind"] = kind };
        Assert.Empty(Read(body).Faults);
    }

    [Fact]
    public void Safeguarding_without_consent_needs_a_reason()
    {
        var body = Good();
        body["legalBasis"] = new JsonObject { ["kind"] = "safeguarding-without-consent" };
        Assert.Equal(["legalBasis.reason"], Read(body).Faults);
    }

    [Theory]
    [InlineData("2025-01-01")]
    [InlineData("1999-01-01")]
    public void A_referral_is_about_a_child(string born)
    {
        var body = Good();
        body["subject"]!["dateOfBirth"] = born;
        Assert.Equal(["subject.dateOfBirth"], Read(body).Faults);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public void What_is_no_object_has_only_missing_fields(string json) => Assert.Equal(9, Read(JsonDocument.Parse(json).RootElement).Faults.Count);

    [Fact]
    public void No_fault_repeats_what_was_sent()
    {
        var body = Good();
        body["subject"] = new JsonObject { ["name"] = new string('x', 121), ["dateOfBirth"] = "Zaphod", ["postcode"] = "Zaphod" };
        var fields = Fields.OfJson(JsonSerializer.SerializeToElement(body));
        ReferralRequest.Read(fields, Today);
        Assert.Equal(3, fields.Faults.Count);
        Assert.DoesNotContain(fields.Faults, fault => fault.Message.Contains("Zaphod", StringComparison.Ordinal));
    }

    [Fact]
    public void Immediate_danger_is_seen_before_anything_else() =>
        Assert.True(ReferralRequest.IsImmediateDanger(JsonDocument.Parse("""{ "immediateDanger": true, "urn": "nonsense" }""").RootElement));

    private static JsonObject Good() => new()
    {
        ["urn"] = 125123,
        ["reason"] = "fire-safety",
        ["reasonText"] = "He set fire to a bin.",
        ["urgency"] = "soon",
        ["requestedOutcome"] = "mentoring",
        ["legalBasis"] = new JsonObject { ["kind"] = "consent", ["who"] = "His mother", ["capacity"] = "parent", ["when"] = "2026-11-12", ["wordingVersion"] = "2026-1" },
        ["toldFamily"] = true,
        ["immediateDanger"] = false,
        ["subject"] = new JsonObject { ["name"] = "Sam Example", ["dateOfBirth"] = "2015-05-04", ["postcode"] = "GU21 4AB" },
    };

    private static (ReferralRequest? Request, IReadOnlyList<string> Faults) Read(JsonObject body) => Read(JsonSerializer.SerializeToElement(body));

    private static (ReferralRequest? Request, IReadOnlyList<string> Faults) Read(JsonElement body)
    {
        var fields = Fields.OfJson(body);
        var request = ReferralRequest.Read(fields, Today);
        return (request, [.. fields.Faults.Select(fault => fault.Where)]);
    }
}
