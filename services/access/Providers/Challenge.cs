using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cohesion.Access.Providers;

/// <summary>The secrets of one sign-in: state ties the answer to it, nonce the id token, verifier the code (RFC 7636).</summary>
public sealed record Challenge(string State, string Nonce, string Verifier)
{
    public string CodeChallenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static Challenge New() => new(Secret(), Secret(), Secret());

    /// <summary>32 random bytes, as text that may stand anywhere.</summary>
    public static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
