namespace Cohesion.Access;

/// <summary>What access writes into the log: providers, roles and codes, never who somebody is.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(5001, LogLevel.Warning, "A sign-in with {Provider} was refused: {Reason}")]
    public static partial void SignInRefused(this ILogger logger, string provider, string reason);

    [LoggerMessage(5002, LogLevel.Error, "The sign-in provider {Provider} does not answer as it should ({Error})")]
    public static partial void ProviderAway(this ILogger logger, string provider, string error);

    [LoggerMessage(5004, LogLevel.Information, "Signing key {KeyId} was made; it signs from {SignsFrom}")]
    public static partial void KeyMade(this ILogger logger, string keyId, DateTimeOffset signsFrom);

    [LoggerMessage(5005, LogLevel.Warning, "Signing keys could not be looked after ({Error}); it will be tried again")]
    public static partial void KeysNotKept(this ILogger logger, string error);
}
