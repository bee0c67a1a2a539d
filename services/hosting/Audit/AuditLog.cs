using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

internal static partial class AuditLog
{
    [LoggerMessage(1010, LogLevel.Critical, "The audit chain of {Tenant} has lost row {Sequence}, which this process wrote")]
    public static partial void RowsLost(this ILogger logger, string tenant, long sequence);

    [LoggerMessage(1011, LogLevel.Information, "Audit anchor {Service} {Tenant} {Sequence} {Hash}")]
    public static partial void Anchored(this ILogger logger, string service, string tenant, long sequence, string hash);

    [LoggerMessage(1012, LogLevel.Error, "The ends of the audit chains could not be written to Audit:AnchorFolder ({Error}); the log holds them")]
    public static partial void AnchorsNotKept(this ILogger logger, string error);

    [LoggerMessage(1013, LogLevel.Warning, "Audit:KeyFolder is not set: the audit chains have no key, and who owns the database can make them anew")]
    public static partial void ChainsWithoutKey(this ILogger logger);

    [LoggerMessage(1014, LogLevel.Error, "An audit row of a request that failed was not written ({Error})")]
    public static partial void FailureNotRecorded(this ILogger logger, string error);

    [LoggerMessage(1015, LogLevel.Error, "{Count} requests of strangers that were refused have not been written to the audit ({Error})")]
    public static partial void StrangersNotRecorded(this ILogger logger, int count, string error);
}
