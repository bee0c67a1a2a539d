using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.EventStore;

/// <summary>A personal text as it stands in an event: its subject, and the sealed text unless that has been erased.</summary>
public sealed class PersonalTextJson : JsonConverter<PersonalText>
{
    public override PersonalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("A personal text is an object.");
        var (subject, closed) = ((string?)null, (string?)null);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isSubject, isSealed) = (reader.ValueTextEquals("subject"u8), reader.ValueTextEquals("sealed"u8));
            reader.Read();
            if (isSubject)
                subject = reader.GetString();
            else if (isSealed)
                closed = reader.GetString();
            else
                reader.Skip();
        }

        var about = new Subject(subject ?? throw new JsonException("A personal text is about somebody."));
        return closed is not null && Envelope.Current.Open(about, closed) is { } text ? new(about, text) : PersonalText.Erased(about);
    }

    public override void Write(Utf8JsonWriter writer, PersonalText value, JsonSerializerOptions options)
    {
        var closed = value.Text is { } text ? Envelope.Current.Close(value.Subject, text) : null;
        writer.WriteStartObject();
        writer.WriteString("subject"u8, value.Subject.Value);
        if (closed is not null)
            writer.WriteBase64String("sealed"u8, closed);
        writer.WriteEndObject();
    }
}
