using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

internal static partial class StoreLog
{
    [LoggerMessage(1001, LogLevel.Warning, "The tables of {Schema} on shard {Shard} could not be set up; trying again")]
    public static partial void SetUpFailed(this ILogger logger, string schema, string shard, Exception error);

    [LoggerMessage(1002, LogLevel.Warning, "{Follower} failed after position {Position}, attempt {Attempt}; trying again")]
    public static partial void FollowerFailed(this ILogger logger, string follower, long position, int attempt, Exception error);

    [LoggerMessage(1003, LogLevel.Information, "This replica runs {Follower} from position {Position}")]
    public static partial void FollowerOwned(this ILogger logger, string follower, long position);

    [LoggerMessage(1004, LogLevel.Warning, "Listening to {Schema} failed; followers poll meanwhile")]
    public static partial void ListenerFailed(this ILogger logger, string schema, Exception error);

    [LoggerMessage(1005, LogLevel.Warning, "Replicas of {Schema} could not be counted; trying again")]
    public static partial void ReplicasUncounted(this ILogger logger, string schema, Exception error);

    [LoggerMessage(1006, LogLevel.Warning, "Which tenant of {Schema} is on which shard could not be read; trying again")]
    public static partial void PlacesUnread(this ILogger logger, string schema, Exception error);
}
