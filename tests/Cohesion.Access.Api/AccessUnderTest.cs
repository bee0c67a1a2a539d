using Cohesion.Contracts.Reporting;
using Cohesion.Testing;

namespace Cohesion.Access.Api;

public class AccessUnderTest : ServiceUnderTest<AccessJson>
{
    public const int Urn = 125123;

    public static SchoolFacts School(long version, string name = "Ash Grove Primary School", bool open = true) =>
        new(Urn, name, 936, "Surrey", "ash-trust", "Ash Trust", "Primary", open, 210, 4, 11, "9362001", version);
}

public sealed class AccessInProduction : AccessUnderTest
{
    protected override string Environment => "Production";
}
