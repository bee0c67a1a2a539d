using System.Text.Json.Serialization;
using Cohesion.Hosting;

namespace Cohesion.Activity.Sessions;

/// <summary>Names one session of an activity; its text is the key of the session's stream.</summary>
[JsonConverter(typeof(IdentityJson<SessionId>))]
public readonly record struct SessionId(Guid Value) : IIdentity<SessionId>
{
    public static SessionId Of(Guid value) => new(value);

    public override string ToString() => $"session-{Value:D}";
}
