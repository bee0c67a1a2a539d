using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Hosting;

/// <summary>Checks the session token (JWT, ES256) of a request, from the Authorization header or the session cookie, against the key set that access publishes.</summary>
public static class SessionTokens
{
    public const string Cookie = "cohesion-session";

    public const string SignInPath = "/access/sign-in";

    internal static void AddSessionTokens(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TokensOptions>, ValidateTokens>();
        services.AddOptions<TokensOptions>().BindConfiguration(TokensOptions.Section).ValidateOnStart();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<TokensOptions>>((bearer, tokens) => Configure(bearer, tokens.Value));
        services.AddDenyByDefault();
    }

    private static void Configure(JwtBearerOptions bearer, TokensOptions tokens)
    {
        bearer.MetadataAddress = tokens.Authority.TrimEnd('/') + "/access/.well-known/openid-configuration";
        bearer.RequireHttpsMetadata = false; // the key set comes from inside the cluster; TLS between pods is the mesh's
        bearer.MapInboundClaims = false;
        bearer.RefreshInterval = TimeSpan.FromSeconds(30);
        bearer.AutomaticRefreshInterval = TimeSpan.FromMinutes(10);
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = tokens.Issuer,
            ValidAudience = tokens.Audience,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            NameClaimType = "name",
            RoleClaimType = "role",
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        bearer.Events = new JwtBearerEvents { OnMessageReceived = TakeFromCookie, OnChallenge = SendToSignIn };
    }

    private static Task TakeFromCookie(MessageReceivedContext context)
    {
        if (!context.Request.Headers.ContainsKey("Authorization"))
        {
            context.Token = context.Request.Cookies[Cookie];
        }

        return Task.CompletedTask;
    }

    /// <summary>A page sends its reader to sign in and back; an API answers 401.</summary>
    private static Task SendToSignIn(JwtBearerChallengeContext context)
    {
        if (ErrorAnswers.WantsPage(context.Request) && HttpMethods.IsGet(context.Request.Method))
        {
            context.HandleResponse();
            context.Response.Redirect($"{SignInPath}?returnUrl={Uri.EscapeDataString(context.Request.Path)}");
        }

        return Task.CompletedTask;
    }
}
