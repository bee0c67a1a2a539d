using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.Keys;

/// <summary>Tells the services which keys sign session tokens, as an OpenID provider would.</summary>
public static class PublishKeys
{
    private const string KeySetPath = "/access/.well-known/jwks.json";

    /// <summary>OpenID Connect Discovery 1.0, the parts that a verifier reads.</summary>
    public sealed record Metadata(string Issuer, string JwksUri, IReadOnlyList<string> IdTokenSigningAlgValuesSupported);

    /// <summary>RFC 7517, an elliptic-curve public key.</summary>
    public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);

    public sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    public static void Map(WebApplication app)
    {
        app.MapGet("/access/.well-known/openid-configuration", ShowMetadata).AllowAnonymous();
        app.MapGet(KeySetPath, ShowKeysAsync).AllowAnonymous();
    }

    private static JsonHttpResult<Metadata> ShowMetadata(IOptions<TokensOptions> tokens) => TypedResults.Json(
        new Metadata(tokens.Value.Issuer, tokens.Value.Authority.TrimEnd('/') + KeySetPath, [SecurityAlgorithms.EcdsaSha256]), AccessJson.Metadata.Metadata);

    private static async Task<JsonHttpResult<KeySet>> ShowKeysAsync(SigningKeys keys, CancellationToken ct) =>
        TypedResults.Json(new KeySet([.. (await keys.AllAsync(ct)).Select(Publish)]), AccessJson.Metadata.KeySet);

    private static PublicKey Publish(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new PublicKey("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), "sig", SecurityAlgorithms.EcdsaSha256, key.KeyId);
    }
}
