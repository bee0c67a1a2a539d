using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.EventStore;

namespace Cohesion.Reporting.Schools;

/// <summary>Unique reference number of a school in GIAS: six digits.</summary>
[JsonConverter(typeof(UrnConverter))]
public readonly record struct Urn(int Value)
{
    private const int Least = 100_000;
    private const int Most = 999_999;

    /// <summary>A school's figures and facts are its own tenant's.</summary>
    public Tenant Tenant => Tenant.Of(Value);

    public StreamKey Stream => new(Tenant, $"school-{this}");

    public static bool TryParse(string? text, out Urn urn)
    {
        var read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= Least and <= Most;
        urn = new Urn(value);
        return read;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public sealed class UrnConverter : JsonConverter<Urn>
    {
        public override Urn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, Urn value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
