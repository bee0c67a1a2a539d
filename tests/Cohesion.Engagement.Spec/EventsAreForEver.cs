using System.Text.Json;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class EventsAreForEver
{
    [Fact]
    public void A_received_referral_is_stored_like_this() => Assert.Equal(
        """{"referralId":"11111111-1111-4111-8111-111111111111","agencyId":"22222222-2222-4222-8222-222222222222","urn":125123,"sector":"fire","reason":"fire-safety","requestedOutcome":"mentoring","urgency":"soon","legalBasis":"consent","consentCapacity":"parent","consentOn":"2026-11-12","consentWording":"2026-1","toldFamily":true,"sharingLimited":false,"decideBy":"2026-11-17T10:00:00+00:00","receivedAt":"2026-11-16T10:00:00+00:00"}""",
        JsonSerializer.Serialize(AReferral.Received, EngagementJson.Default.ReferralReceived));

    [Fact]
    public void A_match_with_nobody_is_stored_like_this() => Assert.Equal(
        """{"referralId":"11111111-1111-4111-8111-111111111111","learnerId":null,"matchedAt":"2026-11-16T10:00:00+00:00"}""",
        JsonSerializer.Serialize(new ReferralMatched(AReferral.Id, null, AReferral.Monday), EngagementJson.Default.ReferralMatched));

    [Fact]
    public void An_issued_key_is_stored_like_this() => Assert.Equal(
        """{"agencyId":"22222222-2222-4222-8222-222222222222","keyId":"11111111-1111-4111-8111-111111111111","prefix":"abcdefgh","scope":{"schools":[125123],"localAuthorities":[936],"reasons":["wellbeing"],"urgencies":["urgent"]},"expiresAt":"2026-11-17T10:00:00+00:00","issuedAt":"2026-11-16T10:00:00+00:00"}""",
        JsonSerializer.Serialize(
            new ApiKeyIssuedV2(
                AReferral.FireService, ApiKeyId.Of(AReferral.Id.Value), "abcdefgh", new KeyScope([125123], [936], ["wellbeing"], ["urgent"]), AReferral.Monday.AddDays(1), AReferral.Monday),
            EngagementJson.Default.ApiKeyIssuedV2));

    [Fact]
    public void A_key_that_was_issued_before_keys_had_a_reach_is_read_with_all_of_its_agency_s()
    {
        const string stored = """{"agencyId":"22222222-2222-4222-8222-222222222222","keyId":"11111111-1111-4111-8111-111111111111","prefix":"abcdefgh","expiresAt":"2027-11-16T10:00:00+00:00","issuedAt":"2026-11-16T10:00:00+00:00"}""";
        var old = JsonSerializer.Deserialize(stored, EngagementJson.Default.ApiKeyIssued)!;
        Assert.Equal(stored, JsonSerializer.Serialize(old, EngagementJson.Default.ApiKeyIssued));
        Assert.Equal(
            new ApiKeyIssuedV2(AReferral.FireService, ApiKeyId.Of(AReferral.Id.Value), "abcdefgh", KeyScope.Whole, AReferral.Monday.AddYears(1), AReferral.Monday), old.WithScope());
    }

    [Fact]
    public void A_replaced_key_is_stored_like_this() => Assert.Equal(
        """{"agencyId":"22222222-2222-4222-8222-222222222222","keyId":"11111111-1111-4111-8111-111111111111","by":"22222222-2222-4222-8222-222222222222","worksUntil":"2026-11-23T10:00:00+00:00","replacedAt":"2026-11-16T10:00:00+00:00"}""",
        JsonSerializer.Serialize(
            new ApiKeyReplaced(AReferral.FireService, ApiKeyId.Of(AReferral.Id.Value), ApiKeyId.Of(AReferral.FireService.Value), AReferral.Monday.AddDays(7), AReferral.Monday),
            EngagementJson.Default.ApiKeyReplaced));

    [Fact]
    public void An_event_comes_back_as_it_went()
    {
        var matched = new ReferralMatched(AReferral.Id, LearnerId.Of(Guid.NewGuid()), AReferral.Monday);
        Assert.Equal(matched, JsonSerializer.Deserialize(JsonSerializer.Serialize(matched, EngagementJson.Default.ReferralMatched), EngagementJson.Default.ReferralMatched));
        var issued = new ApiKeyIssued(AReferral.FireService, ApiKeyId.Of(Guid.NewGuid()), "abcdefgh", AReferral.Monday, AReferral.Monday);
        Assert.Equal(issued, JsonSerializer.Deserialize(JsonSerializer.Serialize(issued, EngagementJson.Default.ApiKeyIssued), EngagementJson.Default.ApiKeyIssued));
    }
}
