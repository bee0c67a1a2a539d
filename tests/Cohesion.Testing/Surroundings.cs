using System.Security.Cryptography;

namespace Cohesion.Testing;

/// <summary>What services need around them: a database, a virtual host, an issuer of tokens. One set may serve several services of one test.</summary>
public sealed class Surroundings : IAsyncDisposable
{
    private readonly string keys = Directory.CreateTempSubdirectory("cohesion-keys-").FullName;

    private Surroundings(TestDatabase database, VirtualHost virtualHost, TestTokens tokens)
    {
        (Database, VirtualHost, Tokens) = (database, virtualHost, tokens);
        File.WriteAllText(Path.Combine(keys, "2026-01.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    public TestDatabase Database { get; }

    public VirtualHost VirtualHost { get; }

    public TestTokens Tokens { get; }

    /// <summary>Makes all three; with a <paramref name="broker"/> of its own a test may stop it.</summary>
    public static async Task<Surroundings> CreateAsync(CancellationToken ct, PrivateBroker? broker = null)
    {
        var database = Servers.CreateDatabaseAsync(ct);
        var virtualHost = broker?.CreateVirtualHostAsync(ct) ?? Servers.CreateVirtualHostAsync(ct);
        return new Surroundings(await database, await virtualHost, await TestTokens.StartAsync(ct));
    }

    /// <summary>The settings of a service: "access", "activity", "engagement", "equity_monitoring" or "reporting".</summary>
    public IReadOnlyDictionary<string, string> SettingsOf(string service) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ConnectionStrings:Cohesion"] = Database.ConnectionStringOf(service),
        ["RabbitMq:Uri"] = VirtualHost.Uri.ToString(),
        ["Tokens:Authority"] = Tokens.Authority.ToString(),
        ["Tokens:Issuer"] = TestTokens.Issuer,
        ["ApiKeys:Pepper"] = "a pepper of tests: engagement alone takes it",
        ["Keys:Folder"] = keys,
    };

    public async ValueTask DisposeAsync()
    {
        await Tokens.DisposeAsync();
        await VirtualHost.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }
}
