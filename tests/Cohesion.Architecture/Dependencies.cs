using System.Xml.Linq;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>Service → Web → Hosting → EventStore → nothing of ours; service → Contracts, Statistics → nothing of ours; no service → service.</summary>
public sealed class Dependencies
{
    private static readonly string[] Foundations = ["Cohesion.Contracts", "Cohesion.Statistics"];

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Cohesion.Contracts"] = [],
        ["Cohesion.Statistics"] = [],
        ["Cohesion.EventStore"] = [],
        ["Cohesion.Hosting"] = ["Cohesion.EventStore", .. Foundations],
        ["Cohesion.Web"] = ["Cohesion.Hosting", "Cohesion.EventStore", .. Foundations],
    };

    private static readonly string[] ToService = ["Cohesion.Web", "Cohesion.Hosting", "Cohesion.EventStore", .. Foundations];

    [Theory, MemberData(nameof(Assemblies.Services), MemberType = typeof(Assemblies))]
    public void A_service_never_references_another_service(string service) =>
        Assert.DoesNotContain(System.Reflection.Assembly.Load(service).GetReferencedAssemblies(),
            reference => Assemblies.Services.Any(other => other.Data == reference.Name));

    [Theory, MemberData(nameof(Assemblies.All), MemberType = typeof(Assemblies))]
    public void Dependencies_point_one_way(string assembly)
    {
        var allowed = MayReference.GetValueOrDefault(assembly, ToService);
        var references = System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Concat(ProjectReferencesOf(assembly)).Where(name => name.StartsWith("Cohesion.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        Nobody.Offends(references.Except(allowed));
    }

    [Fact]
    public void Nothing_of_the_product_references_a_test() => Nobody.Offends(
        Sources.All.Where(source => source.Path.EndsWith(".csproj", StringComparison.Ordinal) && !source.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Where(source => source.Text.Contains("xunit", StringComparison.OrdinalIgnoreCase) || source.Text.Contains("Cohesion.Testing", StringComparison.Ordinal)));

    private static IEnumerable<string> ProjectReferencesOf(string assembly)
    {
        var project = Sources.All.Single(source => source.Path.EndsWith($"/{assembly}.csproj", StringComparison.Ordinal));
        return XDocument.Load(Repository.File(project.Path)).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
    }
}
