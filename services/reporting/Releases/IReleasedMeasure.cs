using Cohesion.Contracts;
using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Releases;

/// <summary>A kind of figures that leaves the schools in releases.</summary>
public interface IReleasedMeasure
{
    /// <summary>Its name in the ledger, e.g. "reach".</summary>
    string Name { get; }

    /// <summary>How its columns add up.</summary>
    TableShape Shape { get; }

    /// <summary>What the schools of these authorities have counted by now.</summary>
    Task<IReadOnlyList<CountedSchool>> CountAsync(AcademicYear year, int[] authorities, CancellationToken ct);
}
