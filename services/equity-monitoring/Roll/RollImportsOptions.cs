using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>How roll imports are worked off.</summary>
public sealed class RollImportsOptions
{
    public const string Section = "RollImports";

    /// <summary>Files this process reads or applies side by side.</summary>
    [Range(1, 16)]
    public int Workers { get; init; } = 2;

    /// <summary>After so many failures of ours an import is given up and says so.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 5;

    /// <summary>A file that has been read and not applied is forgotten after so many days.</summary>
    [Range(1, 365)]
    public int KeepPreviewDays { get; init; } = 14;

    /// <summary>The faults of an import are forgotten after so many days.</summary>
    [Range(1, 3650)]
    public int KeepFaultsDays { get; init; } = 90;
}

[OptionsValidator]
internal sealed partial class ValidateRollImports : IValidateOptions<RollImportsOptions>;
