using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Hosting;

/// <summary>Checks the session token (JWT, ES256) of a request, from the Authorization header or the session cookie, against the key set that access publishes.</summary>
public static class SessionTokens
{
    public const string SignInPath = "/access/sign-in";

    /// <summary>Where a browser with an old token gets a new one; what it was sending comes back with it.</summary>
    public const string RenewPath = "/access/session/renew";

    /// <summary>How much the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>The services that a token may be made out to; each takes only tokens that name it.</summary>
    public static readonly IReadOnlyList<string> Audiences = ["access", "activity", "engagement", "equity-monitoring", "reporting"];

    internal static void AddSessionTokens(this IServiceCollection services, string audience)
    {
        services.AddSingleton<IValidateOptions<TokensOptions>, ValidateTokens>();
        services.AddOptions<TokensOptions>().BindConfiguration(TokensOptions.Section).ValidateOnStart();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<TokensOptions>>((bearer, tokens) => Configure(bearer, tokens.Value, audience));
        services.AddRevokedTokens();
        services.AddDenyByDefault();
    }

    private static void Configure(JwtBearerOptions bearer, TokensOptions tokens, string audience)
    {
        bearer.MetadataAddress = tokens.Authority.TrimEnd('/') + "/access/.well-known/openid-configuration";
        bearer.RequireHttpsMetadata = false; // the key set comes from inside the cluster; TLS between pods is the mesh's
        bearer.MapInboundClaims = false;
        bearer.RefreshInterval = TimeSpan.FromSeconds(30);
        bearer.AutomaticRefreshInterval = TimeSpan.FromMinutes(10);
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = tokens.Issuer,
            ValidAudience = audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            NameClaimType = "name",
            RoleClaimType = "role",
            ClockSkew = ClockSkew,
        };
        bearer.Events = new JwtBearerEvents { OnMessageReceived = TakeFromCookie, OnTokenValidated = RefuseRevoked, OnChallenge = SendToSignIn };
    }

    private static Task TakeFromCookie(MessageReceivedContext context)
    {
        if (!context.Request.Headers.ContainsKey("Authorization"))
        {
            context.Token = context.Request.Cookies[SessionCookies.Token(context.Request)];
        }

        return Task.CompletedTask;
    }

    private static Task RefuseRevoked(TokenValidatedContext context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<RevokedTokens>().Cover(context.Principal!))
        {
            context.Fail("The session has ended.");
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// A page sends its reader to renew an old token, with the form that was being sent (307 keeps method and body), or to sign in and back; an API answers 401.
    /// </summary>
    private static Task SendToSignIn(JwtBearerChallengeContext context)
    {
        var request = context.Request;
        if (!ErrorAnswers.WantsPage(request))
        {
            return Task.CompletedTask;
        }

        if (context.AuthenticateFailure is not null && request.Cookies.ContainsKey(SessionCookies.Secret(request)))
        {
            context.HandleResponse();
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = $"{RenewPath}?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}";
        }
        else if (HttpMethods.IsGet(request.Method))
        {
            context.HandleResponse();
            context.Response.Redirect($"{SignInPath}?returnUrl={Uri.EscapeDataString(request.Path)}");
        }

        return Task.CompletedTask;
    }
}
