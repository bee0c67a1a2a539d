using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.Activity.Roll;

/// <summary>The opaque id that a learner has outside equity monitoring.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct LearnerId(Guid Value)
{
    public override string ToString() => Value.ToString("D");

    public static bool TryParse([NotNullWhen(true)] string? text, out LearnerId id)
    {
        var known = Guid.TryParse(text, out var value);
        id = new LearnerId(value);
        return known;
    }

    /// <summary>Written as the bare id.</summary>
    public sealed class Json : JsonConverter<LearnerId>
    {
        public override LearnerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, LearnerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
