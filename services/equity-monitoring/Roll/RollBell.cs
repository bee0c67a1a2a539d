using Cohesion.Hosting;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Rings when there is an import to read or apply.</summary>
internal sealed class RollBell() : Bell(TimeSpan.FromSeconds(2), rings: 8);
