using System.Text.RegularExpressions;
using MassTransit;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>Names are the field's.</summary>
public sealed partial class Names
{
    private static readonly HashSet<string> NotNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "Common", "Utils", "Utilities", "Helpers", "Extensions", "Shared", "BuildingBlocks", "Commands", "Handlers", "Queries", "Dtos", "Interfaces", "Managers", "Misc",
    };

    /// <summary>Past participles that do not end in "ed".</summary>
    private static readonly string[] Irregular =
        ["Begun", "Built", "Chosen", "Drawn", "Forgotten", "Found", "Given", "Held", "Kept", "Left", "Lost", "Made", "Met", "Put", "Read", "Sent", "Set", "Shown", "Taken", "Told", "Undone", "Withdrawn", "Written"];

    [Fact]
    public void No_folder_is_named_after_a_technical_kind() =>
        Nobody.Offends(Sources.Folders.Where(folder => NotNouns.Contains(folder.Split('/')[^1])));

    [Theory, MemberData(nameof(Assemblies.Services), MemberType = typeof(Assemblies))]
    public void A_consumer_is_named_after_the_fact_it_hears(string service) => Nobody.Offends(
        Assemblies.TypesOf(service)
            .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IConsumer<>)))
            .Where(type => !type.Name.StartsWith("When", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Assemblies.All), MemberType = typeof(Assemblies))]
    public void Types_are_sealed_unless_something_derives_from_them(string assembly)
    {
        var types = Assemblies.TypesOf(assembly).ToList();
        var bases = types.Select(type => type.BaseType).Where(parent => parent is not null)
            .Select(parent => parent!.IsGenericType ? parent.GetGenericTypeDefinition() : parent).ToHashSet();
        Nobody.Offends(types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type)
            && type.Name != "_Imports" && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type)));
    }

    [Theory, MemberData(nameof(Assemblies.Services), MemberType = typeof(Assemblies))]
    public void Stored_events_are_sealed_records_in_the_past_tense(string service)
    {
        var types = Assemblies.TypesOf(service).ToLookup(type => type.Name, StringComparer.Ordinal);
        var events = Sources.OfServices.Where(source => source.Path.EndsWith("/Program.cs", StringComparison.Ordinal)).SelectMany(StoredEvents).SelectMany(name => types[name]).ToList();
        Assert.All(events, stored =>
        {
            Assert.True(stored.IsSealed && stored.GetMethod("<Clone>$") is not null, $"{stored.Name} is no sealed record.");
            Assert.True(InPastTense(stored.Name), $"{stored.Name} is not in the past tense.");
            Assert.DoesNotMatch("[a-z][0-9]", stored.Name);
        });
    }

    [Fact]
    public void Integration_events_are_sealed_records_that_depend_on_nothing() => Assert.All(
        typeof(Contracts.AcademicYear).Assembly.GetExportedTypes().Where(type => type.Namespace != "Cohesion.Contracts"),
        type => Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null, $"{type.Name} is no sealed record."));

    private static bool InPastTense(string name)
    {
        var words = Word().Matches(name).Select(word => word.Value).ToList();
        return words.Any(word => word.EndsWith("ed", StringComparison.Ordinal) || Irregular.Contains(word));
    }

    private static IEnumerable<string> StoredEvents(Source program) => EventList().Matches(program.Text)
        .SelectMany(list => TypeOf().Matches(list.Groups["list"].Value)).Select(one => one.Groups["type"].Value.Split('.')[^1]);

    [GeneratedRegex(@"\.Events\((?<list>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex EventList();

    [GeneratedRegex(@"typeof\((?<type>[\w.]+)\)")]
    private static partial Regex TypeOf();

    [GeneratedRegex("[A-Z]+[a-z]*")]
    private static partial Regex Word();
}
