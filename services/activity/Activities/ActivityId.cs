using System.Text.Json.Serialization;
using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>Names an activity; its text is the key of the activity's stream.</summary>
[JsonConverter(typeof(IdentityJson<ActivityId>))]
public readonly record struct ActivityId(Guid Value) : IIdentity<ActivityId>
{
    public static ActivityId Of(Guid value) => new(value);

    public override string ToString() => $"activity-{Value:D}";
}
