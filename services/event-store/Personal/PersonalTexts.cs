using System.Text.Json.Serialization.Metadata;

namespace Cohesion.EventStore;

/// <summary>Finds out, once for each event type, whether anything in it is a personal text; types that hold none cost nothing.</summary>
internal static class PersonalTexts
{
    public static bool AreIn(JsonTypeInfo type) => AreIn(type, []);

    private static bool AreIn(JsonTypeInfo type, HashSet<Type> seen) => type.Type == typeof(PersonalText)
        || (seen.Add(type.Type) && PartsOf(type).Any(part => type.Options.TryGetTypeInfo(part, out var info) && AreIn(info, seen)));

    private static IEnumerable<Type> PartsOf(JsonTypeInfo type) =>
    [
        .. type.Properties.Select(property => property.PropertyType),
        .. type.PolymorphismOptions?.DerivedTypes.Select(derived => derived.DerivedType) ?? [],
        .. new[] { type.ElementType, Nullable.GetUnderlyingType(type.Type) }.OfType<Type>(),
    ];
}
