using System.Text.Json.Serialization;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Partners;
using Cohesion.Engagement.People;
using Cohesion.Engagement.Records;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Cohesion.Engagement.Schools;

namespace Cohesion.Engagement;

/// <summary>How rows of our tables become records: columns in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SchoolRow))]
[JsonSerializable(typeof(RollRow))]
[JsonSerializable(typeof(ForgottenRows))]
[JsonSerializable(typeof(HeldReferral))]
[JsonSerializable(typeof(AgencyListItem))]
[JsonSerializable(typeof(ApiKeyListItem))]
[JsonSerializable(typeof(PresentedKey))]
[JsonSerializable(typeof(PartnerListItem))]
[JsonSerializable(typeof(PartnerContactPerson))]
[JsonSerializable(typeof(PartnerSession))]
[JsonSerializable(typeof(ReferralRow))]
[JsonSerializable(typeof(ReferralSubject))]
[JsonSerializable(typeof(ReferralText))]
[JsonSerializable(typeof(ReferralMatchRow))]
[JsonSerializable(typeof(SubjectName))]
[JsonSerializable(typeof(InboxItem))]
[JsonSerializable(typeof(InboxCount))]
[JsonSerializable(typeof(StaffName))]
internal sealed partial class RowsJson : JsonSerializerContext;
