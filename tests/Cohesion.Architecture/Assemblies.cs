using System.Reflection;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What is built from services/ and contracts/.</summary>
public static class Assemblies
{
    public static readonly TheoryData<string> Services = ["Cohesion.Access", "Cohesion.Activity", "Cohesion.Engagement", "Cohesion.EquityMonitoring", "Cohesion.Reporting"];

    public static readonly TheoryData<string> All =
    [
        .. Services.Select(row => row.Data), "Cohesion.Web", "Cohesion.Hosting", "Cohesion.EventStore", "Cohesion.Statistics", "Cohesion.Contracts",
    ];

    /// <summary>The types a person wrote: not the compiler's, not those of source generators.</summary>
    public static IEnumerable<Type> TypesOf(string assembly) => Assembly.Load(assembly).GetTypes()
        .Where(type => !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
            && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
            && type.Namespace?.StartsWith("Cohesion.", StringComparison.Ordinal) == true
            && type.DeclaringType?.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false) != true
            && !type.Name.Contains('<', StringComparison.Ordinal));
}
