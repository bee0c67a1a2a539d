using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>Access as an organisation runs it, with a real OpenID provider beside it, and one that cannot be reached.</summary>
public sealed class AccessWithProviders : AccessUnderTest, IAsyncLifetime
{
    public const string AccountName = "your school account";

    private readonly Uri provider = FreeAddress();
    private Process? process;

    public Uri Provider => provider;

    protected override string Environment => "Production";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SignIn:Providers:school:Authority"] = provider.GetLeftPart(UriPartial.Authority),
        ["SignIn:Providers:school:ClientId"] = "cohesion",
        ["SignIn:Providers:school:ClientSecret"] = "a-secret-of-the-tests",
        ["SignIn:Providers:school:DisplayName"] = AccountName,
        ["SignIn:Providers:away:Authority"] = FreeAddress().GetLeftPart(UriPartial.Authority),
        ["SignIn:Providers:away:ClientId"] = "cohesion",
        ["SignIn:Providers:away:ClientSecret"] = "a-secret-of-the-tests",
        ["SignIn:Providers:away:DisplayName"] = "an account far away",
    };

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        process = Process.Start(new ProcessStartInfo(
            "node", [Repository.File("tests", "Cohesion.Access.Api", "provider", "provider.js"), $"{provider.Port}", Address.GetLeftPart(UriPartial.Authority)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        if (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) != "ready")
        {
            throw new InvalidOperationException("The provider did not start.");
        }
    }

    public new async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close(); // it ends with its input
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await base.DisposeAsync();
    }

    /// <summary>The provider signs with a new key from now on.</summary>
    public async Task RotateProviderKeyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = provider };
        (await http.PostAsync("/rotate", null, ct)).EnsureSuccessStatusCode();
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
