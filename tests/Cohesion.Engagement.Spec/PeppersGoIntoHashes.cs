using System.Security.Cryptography;
using System.Text;
using Cohesion.Engagement.Agencies;
using Microsoft.Extensions.Options;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class PeppersGoIntoHashes
{
    private const string One = "the first pepper of this test, long enough";
    private const string Two = "the second pepper of this test, as long";

    [Fact]
    public void A_key_is_found_by_its_prefix_and_known_by_its_hash()
    {
        var (key, other, peppers) = (ApiKey.Make(), ApiKey.Make(), Of(One));
        Assert.Equal(key.Prefix, ApiKey.PrefixOf(key.Text));
        Assert.True(peppers.Matches(key.Text, peppers.Hash(key.Text)));
        Assert.False(peppers.Matches(other.Text, peppers.Hash(key.Text)));
        Assert.False(peppers.Matches(key.Text, null));
        Assert.True(key.Text.Length >= "cohesion_".Length + 8 + 1 + 43);
    }

    [Theory]
    [InlineData("cohesion_short")]
    [InlineData("cohesion_ab%cdefg_0123456789012345678901234567890123456789012")]
    [InlineData("cohesion_ABCDEFGH_0123456789012345678901234567890123456789012")]
    public void What_has_not_the_form_of_a_key_is_not_looked_for(string text) => Assert.Null(ApiKey.PrefixOf(text));

    [Fact]
    public void A_hash_is_hmac_sha_256_and_useless_without_its_pepper()
    {
        var (key, held) = (ApiKey.Make().Text, Of(One).Hash("x"));
        Assert.Equal(HMACSHA256.HashData(Encoding.UTF8.GetBytes(One), "x"u8), held.Hash);
        Assert.False(Of(Two).Matches(key, Of(One).Hash(key)));
        Assert.False(Of(Two).Matches(key, new KeyHash(Of(Two).Newest, Of(One).Hash(key).Hash)));
        Assert.False(Of(One).Know(Of(Two).Newest));
    }

    [Fact]
    public void While_one_pepper_replaces_the_other_both_are_accepted_and_the_newest_is_used()
    {
        var (key, both) = (ApiKey.Make().Text, Of(Two, One));
        Assert.True(both.Matches(key, Of(One).Hash(key)));
        Assert.True(both.Matches(key, Of(Two).Hash(key)));
        Assert.Equal(Of(Two).Newest, both.Hash(key).Pepper);
        Assert.NotEqual(Of(One).Newest, Of(Two).Newest);
    }

    [Fact]
    public void A_hash_from_before_there_were_peppers_goes_on_working()
    {
        var key = ApiKey.Make().Text;
        Assert.True(Of(One).Matches(key, new KeyHash(null, SHA256.HashData(Encoding.UTF8.GetBytes(key)))));
        Assert.False(Of(One).Matches(ApiKey.Make().Text, new KeyHash(null, SHA256.HashData(Encoding.UTF8.GetBytes(key)))));
        Assert.False(Of(One).Matches(key, new KeyHash(null, []))); // of a revoked key nothing is left
    }

    [Theory]
    [InlineData(null, null, null, "missing")]
    [InlineData("too short", null, null, "at least 32")]
    [InlineData(One, "/nowhere", null, "not both")]
    [InlineData(null, "/nowhere/at/all", null, "no file")]
    [InlineData(One, null, One, "another one")]
    [InlineData(One, null, "too short", "OtherPepper must have at least 32")]
    public void A_service_does_not_start_without_good_peppers(string? pepper, string? file, string? other, string because)
    {
        var result = new ValidateApiKeys().Validate(null, new ApiKeysOptions { Pepper = pepper, PepperFile = file, OtherPepper = other });
        Assert.True(result.Failed);
        Assert.Contains(because, result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(One, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pepper_may_lie_in_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, One + "\n");
        try
        {
            var options = new ApiKeysOptions { PepperFile = file };
            Assert.True(new ValidateApiKeys().Validate(null, options).Succeeded);
            Assert.Equal(Of(One).Newest, new ApiKeyPeppers(Options.Create(options)).Newest);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ApiKeyPeppers Of(string newest, string? other = null) => new(Options.Create(new ApiKeysOptions { Pepper = newest, OtherPepper = other }));
}
