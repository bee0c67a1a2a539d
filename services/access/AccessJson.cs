using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.Access.Agreements;
using Cohesion.Access.Keys;
using Cohesion.Access.Memberships;
using Cohesion.Access.People;
using Cohesion.Access.Providers;
using Cohesion.Access.SignIn;

namespace Cohesion.Access;

/// <summary>JSON of stored events and of the API, camelCase; and of the OpenID metadata, snake_case as its standard has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PersonInvited))]
[JsonSerializable(typeof(IdentityLinked))]
[JsonSerializable(typeof(PersonRenamed))]
[JsonSerializable(typeof(PersonDisabled))]
[JsonSerializable(typeof(PersonEnabled))]
[JsonSerializable(typeof(MemberInvited))]
[JsonSerializable(typeof(InvitationAccepted))]
[JsonSerializable(typeof(MembershipChanged))]
[JsonSerializable(typeof(MembershipEnded))]
[JsonSerializable(typeof(SharingAgreed))]
[JsonSerializable(typeof(SharingEnded))]
[JsonSerializable(typeof(IssueDemoToken.Request))]
[JsonSerializable(typeof(IssueDemoToken.Response))]
[JsonSerializable(typeof(InviteMember.Request), TypeInfoPropertyName = "InviteMemberRequest")]
[JsonSerializable(typeof(InviteMember.Response), TypeInfoPropertyName = "InviteMemberResponse")]
[JsonSerializable(typeof(ChangeMembership.Request), TypeInfoPropertyName = "ChangeMembershipRequest")]
[JsonSerializable(typeof(RecordAgreement.Request), TypeInfoPropertyName = "RecordAgreementRequest")]
[JsonSerializable(typeof(RecordAgreement.Response), TypeInfoPropertyName = "RecordAgreementResponse")]
[JsonSerializable(typeof(ListAgreements.Item), TypeInfoPropertyName = "AgreementListItem")]
[JsonSerializable(typeof(IReadOnlyList<ListAgreements.Item>), TypeInfoPropertyName = "AgreementItems")]
[JsonSerializable(typeof(ListMembers.Item), TypeInfoPropertyName = "MemberListItem")]
[JsonSerializable(typeof(IReadOnlyList<ListMembers.Item>), TypeInfoPropertyName = "MemberItems")]
[JsonSerializable(typeof(IReadOnlyList<string>))]
public sealed partial class AccessJson : JsonSerializerContext
{
    internal static MetadataJson Metadata => MetadataJson.Default;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PublishKeys.Metadata))]
[JsonSerializable(typeof(PublishKeys.KeySet))]
[JsonSerializable(typeof(Provider.Tokens))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class MetadataJson : JsonSerializerContext;
