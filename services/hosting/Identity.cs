using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cohesion.Hosting;

/// <summary>An identity: a Guid that carries what it is the identity of.</summary>
public interface IIdentity<TSelf> where TSelf : struct, IIdentity<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

/// <summary>Writes a typed identity as the plain Guid it wraps, so that stored events stay readable.</summary>
public sealed class IdentityJson<T> : JsonConverter<T> where T : struct, IIdentity<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
