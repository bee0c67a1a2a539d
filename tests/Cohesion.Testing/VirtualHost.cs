using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Cohesion.Testing;

/// <summary>A virtual host of one test class or assembly: nobody else's messages arrive there.</summary>
public sealed class VirtualHost : IAsyncDisposable
{
    private readonly HttpClient management;
    private readonly string name;

    private VirtualHost(HttpClient management, string name, Uri uri) => (this.management, this.name, Uri) = (management, name, uri);

    /// <summary>amqp://user:password@host:port/name</summary>
    public Uri Uri { get; }

    internal static async Task<VirtualHost> CreateAsync(BrokerAddress broker, CancellationToken ct)
    {
        var name = $"cohesion-{Guid.CreateVersion7():n}";
        var management = new HttpClient { BaseAddress = new Uri(broker.Management.GetLeftPart(UriPartial.Authority).Replace(broker.Management.UserInfo + "@", "", StringComparison.Ordinal)) };
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(broker.Management.UserInfo))));
        var user = broker.Amqp.UserInfo.Split(':')[0];
        await PutAsync(management, $"/api/vhosts/{name}", new { }, ct);
        await PutAsync(management, $"/api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" }, ct);
        return new VirtualHost(management, name, new UriBuilder(broker.Amqp) { Path = name }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        // A broker that a test has stopped takes its virtual hosts with it.
        try
        {
            (await management.DeleteAsync($"/api/vhosts/{name}")).Dispose();
        }
        catch (HttpRequestException)
        {
        }

        management.Dispose();
    }

    private static async Task PutAsync(HttpClient management, string path, object body, CancellationToken ct)
    {
        using var response = await management.PutAsJsonAsync(path, body, ct);
        response.EnsureSuccessStatusCode();
    }
}
