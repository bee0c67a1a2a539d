using Cohesion.Hosting;

namespace Cohesion.Reporting.Imports;

/// <summary>Wakes this process's worker when there is an import to read or apply; other processes look by themselves every few seconds.</summary>
public sealed class ImportBell() : Bell(TimeSpan.FromSeconds(2), rings: 1);
