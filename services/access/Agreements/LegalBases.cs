using Cohesion.Contracts;

namespace Cohesion.Access.Agreements;

/// <summary>On what legal basis figures are shared: UK GDPR, Article 6(1).</summary>
public static class LegalBases
{
    public static readonly IReadOnlyList<Code> All =
    [
        new("public-task", "Public task (UK GDPR, Article 6(1)(e))"),
        new("legal-obligation", "Legal obligation (Article 6(1)(c))"),
        new("legitimate-interests", "Legitimate interests (Article 6(1)(f)), not for the tasks of public bodies"),
    ];
}
