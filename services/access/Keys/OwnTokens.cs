using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Cohesion.Access.Keys;

/// <summary>Access verifies the tokens that it signs with the keys it holds, besides those it fetches like every other service.</summary>
internal static class OwnTokens
{
    public static void TrustOwnKeys(this IServiceCollection services) => services
        .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
        .PostConfigure<SigningKeys>((bearer, keys) => bearer.TokenValidationParameters.IssuerSigningKeyResolverUsingConfiguration =
            (_, _, keyId, _, configuration) => [.. keys.Recent.Concat(configuration?.SigningKeys ?? []).Where(key => key.KeyId == keyId)]);
}
