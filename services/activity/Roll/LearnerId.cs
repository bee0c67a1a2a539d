using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Cohesion.Hosting;

namespace Cohesion.Activity.Roll;

/// <summary>The opaque id that a learner has outside equity monitoring.</summary>
[JsonConverter(typeof(IdentityJson<LearnerId>))]
public readonly record struct LearnerId(Guid Value) : IIdentity<LearnerId>
{
    public static LearnerId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");

    public static bool TryParse([NotNullWhen(true)] string? text, out LearnerId id)
    {
        var known = Guid.TryParse(text, out var value);
        id = new LearnerId(value);
        return known;
    }
}
