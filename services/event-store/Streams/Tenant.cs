using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.EventStore;

/// <summary>Whose data it is: a school by its URN, a trust, a local authority, or the platform.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct Tenant(string Value)
{
    /// <summary>What belongs to no school, trust or authority.</summary>
    public static readonly Tenant Platform = new("platform");

    /// <summary>A school, by its URN.</summary>
    public static Tenant Of(int urn) => new(urn.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A trust, by its id.</summary>
    public static Tenant OfTrust(string id) => new("trust-" + id);

    /// <summary>A local authority, by its code of three digits.</summary>
    public static Tenant OfAuthority(int code) => new("la-" + code.ToString("000", System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => Value;

    private sealed class AsText : JsonConverter<Tenant>
    {
        public override Tenant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Tenant value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>One stream of one tenant, for instance <c>activity-0192f…</c> of school 125123.</summary>
public readonly record struct StreamKey(Tenant Tenant, string Id);
