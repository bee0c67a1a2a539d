using System.Text.Json.Serialization;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Roll;

/// <summary>The opaque id of a learner; it says nothing to anybody outside the school.</summary>
[JsonConverter(typeof(IdentityJson<LearnerId>))]
public readonly record struct LearnerId(Guid Value) : IIdentity<LearnerId>
{
    public static LearnerId Of(Guid value) => new(value);

    public override string ToString() => $"learner-{Value:D}";
}
