using System.Text.Json.Serialization;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Participation;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Web;

namespace Cohesion.Activity;

/// <summary>How events are stored, for ever, and how the API speaks.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ActivityPlanned))]
[JsonSerializable(typeof(ActivityChanged))]
[JsonSerializable(typeof(SessionsAdded))]
[JsonSerializable(typeof(SessionScheduled))]
[JsonSerializable(typeof(SessionChanged))]
[JsonSerializable(typeof(LearnersInvited))]
[JsonSerializable(typeof(SessionCancelled))]
[JsonSerializable(typeof(RegisterTaken))]
[JsonSerializable(typeof(RegisterCorrected))]
[JsonSerializable(typeof(RegisterUndone))]
[JsonSerializable(typeof(LearnerForgotten))]
[JsonSerializable(typeof(HeldPart))]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(PlanActivity.Response), TypeInfoPropertyName = "PlanActivityResponse")]
[JsonSerializable(typeof(ScheduleSessions.Request), TypeInfoPropertyName = "ScheduleSessionsRequest")]
[JsonSerializable(typeof(ScheduleSessions.Response), TypeInfoPropertyName = "ScheduleSessionsResponse")]
[JsonSerializable(typeof(CancelSession.Request), TypeInfoPropertyName = "CancelSessionRequest")]
[JsonSerializable(typeof(InviteToSession.Request), TypeInfoPropertyName = "InviteToSessionRequest")]
[JsonSerializable(typeof(TakeRegister.Request), TypeInfoPropertyName = "TakeRegisterRequest")]
[JsonSerializable(typeof(TakeRegister.Response), TypeInfoPropertyName = "TakeRegisterResponse")]
[JsonSerializable(typeof(ListActivities.Response), TypeInfoPropertyName = "ListActivitiesResponse")]
[JsonSerializable(typeof(ShowActivity.Response), TypeInfoPropertyName = "ShowActivityResponse")]
[JsonSerializable(typeof(ShowSession.Response), TypeInfoPropertyName = "ShowSessionResponse")]
[JsonSerializable(typeof(ShowParticipation.Figures), TypeInfoPropertyName = "ParticipationFigures")]
[JsonSerializable(typeof(Planning.PlanAnswers))]
[JsonSerializable(typeof(ListLearners.Response), TypeInfoPropertyName = "ListLearnersResponse")]
[JsonSerializable(typeof(ShowParticipation.Names), TypeInfoPropertyName = "ParticipationNames")]
public sealed partial class ActivityJson : JsonSerializerContext;
