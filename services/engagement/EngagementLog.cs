namespace Cohesion.Engagement;

/// <summary>What this service tells its operators; never about a child, a text or a key's secret.</summary>
internal static partial class EngagementLog
{
    [LoggerMessage(3101, LogLevel.Warning, "The list of bank holidays ends with {Year}: targets of referrals after that take only weekends off")]
    public static partial void BankHolidaysEnd(this ILogger logger, int year);

    [LoggerMessage(3102, LogLevel.Warning, "An API key that begins with cohesion_{Prefix} was refused")]
    public static partial void KeyRefused(this ILogger logger, string prefix);

    [LoggerMessage(3103, LogLevel.Warning, "The use of an API key was not written down ({Error}); its next use will be")]
    public static partial void KeyUseNotNoted(this ILogger logger, string error);
}
