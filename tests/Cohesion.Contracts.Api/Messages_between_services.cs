using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Xunit;

namespace Cohesion.Contracts.Api;

/// <summary>The AsyncAPI 3.0 document of the messages, made from the contracts and their documentation.</summary>
public sealed class Messages_between_services
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly IReadOnlyDictionary<string, string> Summaries = XDocument.Load(Path.ChangeExtension(typeof(Codes).Assembly.Location, ".xml"))
        .Descendants("member").Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => string.Join(' ', member.Element("summary")!.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparer.Ordinal);

    [Fact]
    public void The_document_is_the_published_one()
    {
        var channels = new JsonObject();
        var operations = new JsonObject();
        var messages = new JsonObject();
        foreach (var type in Messages())
        {
            var service = type.Namespace!.Split('.')[^1];
            channels[type.Name] = new JsonObject
            {
                ["address"] = $"{type.Namespace}:{type.Name}",
                ["messages"] = new JsonObject { [type.Name] = Reference("components/messages/" + type.Name) },
            };
            operations["publish" + type.Name] = new JsonObject
            {
                ["action"] = "send",
                ["channel"] = Reference("channels/" + type.Name),
                ["tags"] = new JsonArray(new JsonObject { ["name"] = service }),
            };
            messages[type.Name] = new JsonObject
            {
                ["summary"] = Summaries["T:" + type.FullName],
                ["contentType"] = "application/vnd.masstransit+json",
                ["payload"] = Json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }),
            };
        }

        Published.Matches(
            new JsonObject
            {
                ["asyncapi"] = "3.0.0",
                ["info"] = new JsonObject
                {
                    ["title"] = "Cohesion: facts between services",
                    ["version"] = "1",
                    ["description"] = "Each message is published to a fanout exchange of its name. Delivered at least once; a message id is applied once. Of two facts about one thing the higher version is the newer.",
                    ["license"] = new JsonObject { ["name"] = "MIT" },
                },
                ["channels"] = channels,
                ["operations"] = operations,
                ["components"] = new JsonObject { ["messages"] = messages },
            },
            "contracts", "asyncapi", "cohesion.json");
    }

    [Fact]
    public void Only_the_roll_carries_names_and_nothing_carries_characteristics()
    {
        string[] personal = ["UPN", "DateOfBirth", "Surname", "Forename", "Ethnicity", "Religion", "Language", "Postcode"];
        var named = Messages().SelectMany(Properties).Where(property => property.Name.EndsWith("DisplayName", StringComparison.Ordinal)).Select(property => property.DeclaringType!.Name);

        Assert.DoesNotContain(Messages().SelectMany(Properties), property => personal.Contains(property.Name, StringComparer.OrdinalIgnoreCase));
        Assert.All(named, type => Assert.Equal("LearnerOnRoll", type));
    }

    /// <summary>A message is a public record in the namespace of its service with a moment at which it happened.</summary>
    private static IEnumerable<Type> Messages() => typeof(Codes).Assembly.GetExportedTypes()
        .Where(type => type.Namespace != typeof(Codes).Namespace && type.GetProperty("At") is not null)
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static IEnumerable<System.Reflection.PropertyInfo> Properties(Type type) => type.GetProperties()
        .SelectMany(property => Inner(property.PropertyType) is { } inner ? Properties(inner).Append(property) : [property]);

    private static Type? Inner(Type type)
    {
        var element = type.IsGenericType ? type.GetGenericArguments()[0] : type;
        return element.Assembly == typeof(Codes).Assembly ? element : null;
    }

    private static JsonObject Reference(string to) => new() { ["$ref"] = "#/" + to };
}
