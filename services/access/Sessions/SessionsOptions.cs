using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Sessions;

/// <summary>How long a session lasts: <c>Sessions:LongestHours</c> and so on.</summary>
public sealed class SessionsOptions
{
    public const string Section = "Sessions";

    /// <summary>A token that nobody renews ends after this.</summary>
    [Range(1, 60)]
    public int TokenMinutes { get; init; } = 10;

    /// <summary>A session in which nothing happened for so long cannot be taken up again.</summary>
    [Range(1, 600)]
    public int IdleMinutes { get; init; } = 90;

    /// <summary>A school day.</summary>
    [Range(1, 24)]
    public int LongestHours { get; init; } = 10;

    public TimeSpan Token => TimeSpan.FromMinutes(TokenMinutes);

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    public TimeSpan Longest => TimeSpan.FromHours(LongestHours);
}

[OptionsValidator]
internal sealed partial class ValidateSessions : IValidateOptions<SessionsOptions>;
