using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.Activity.Sessions;

/// <summary>Names one session of an activity; its text is the key of the session's stream.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct SessionId(Guid Value)
{
    public override string ToString() => $"session-{Value:D}";

    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        var known = Guid.TryParse(text, out var value);
        id = new SessionId(value);
        return known;
    }

    /// <summary>Written as the bare id.</summary>
    public sealed class Json : JsonConverter<SessionId>
    {
        public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
