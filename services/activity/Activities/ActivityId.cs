using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.Activity.Activities;

/// <summary>Names an activity; its text is the key of the activity's stream.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct ActivityId(Guid Value)
{
    public override string ToString() => $"activity-{Value:D}";

    public static bool TryParse([NotNullWhen(true)] string? text, out ActivityId id)
    {
        var known = Guid.TryParse(text, out var value);
        id = new ActivityId(value);
        return known;
    }

    /// <summary>Written as the bare id.</summary>
    public sealed class Json : JsonConverter<ActivityId>
    {
        public override ActivityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, ActivityId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
