using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Partners;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Cohesion.Web;

namespace Cohesion.Engagement;

/// <summary>The JSON of stored events and of the API: camelCase, states and codes as strings. Stored events are for ever.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PartnerRegistered))]
[JsonSerializable(typeof(PartnerChanged))]
[JsonSerializable(typeof(PartnerContacted))]
[JsonSerializable(typeof(PartnershipEnded))]
[JsonSerializable(typeof(AgencyRegistered))]
[JsonSerializable(typeof(AgencyChanged))]
[JsonSerializable(typeof(ApiKeyIssued))]
[JsonSerializable(typeof(ApiKeyIssuedV2))]
[JsonSerializable(typeof(ApiKeyReplaced))]
[JsonSerializable(typeof(ApiKeyRevoked))]
[JsonSerializable(typeof(ReferralReceived))]
[JsonSerializable(typeof(ReferralAcknowledged))]
[JsonSerializable(typeof(ReferralAccepted))]
[JsonSerializable(typeof(ReferralDeclined))]
[JsonSerializable(typeof(ReferralStarted))]
[JsonSerializable(typeof(ReferralCompleted))]
[JsonSerializable(typeof(ReferralCancelled))]
[JsonSerializable(typeof(ReferralRequest))]
[JsonSerializable(typeof(ReferralMatched))]
[JsonSerializable(typeof(LearnerForgotten))]
[JsonSerializable(typeof(HeldPart))]
[JsonSerializable(typeof(ReceiveReferral.Receipt))]
[JsonSerializable(typeof(AgencyReferral))]
[JsonSerializable(typeof(FollowReferrals.Page))]
[JsonSerializable(typeof(ReferralStanding))]
[JsonSerializable(typeof(ShowReferral.SchoolReferral))]
[JsonSerializable(typeof(IReadOnlyList<InboxItem>))]
[JsonSerializable(typeof(DeclineReferral.Request), TypeInfoPropertyName = "DeclineRequest")]
[JsonSerializable(typeof(CompleteReferral.Request), TypeInfoPropertyName = "CompleteRequest")]
[JsonSerializable(typeof(CancelReferral.Request), TypeInfoPropertyName = "CancelRequest")]
[JsonSerializable(typeof(RegisterAgency.Request), TypeInfoPropertyName = "RegisterAgencyRequest")]
[JsonSerializable(typeof(RegisterAgency.Registered), TypeInfoPropertyName = "AgencyRegisteredAnswer")]
[JsonSerializable(typeof(IssueApiKey.Request), TypeInfoPropertyName = "IssueApiKeyRequest")]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(ReplaceApiKey.Request), TypeInfoPropertyName = "ReplaceApiKeyRequest")]
[JsonSerializable(typeof(RotateApiKey.Request), TypeInfoPropertyName = "RotateApiKeyRequest")]
[JsonSerializable(typeof(RotateApiKey.OwnKey))]
[JsonSerializable(typeof(IReadOnlyList<AgencyListItem>))]
[JsonSerializable(typeof(ShowAgency.Shown), TypeInfoPropertyName = "AgencyShown")]
[JsonSerializable(typeof(PartnerDetails))]
[JsonSerializable(typeof(ListPartners.Page), TypeInfoPropertyName = "PartnersPage")]
[JsonSerializable(typeof(ShowPartner.Shown), TypeInfoPropertyName = "PartnerShown")]
[JsonSerializable(typeof(RecordContact.Request), TypeInfoPropertyName = "RecordContactRequest")]
[JsonSerializable(typeof(EndPartnership.Request), TypeInfoPropertyName = "EndPartnershipRequest")]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
public sealed partial class EngagementJson : JsonSerializerContext;
