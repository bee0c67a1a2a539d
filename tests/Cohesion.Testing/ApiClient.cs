using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cohesion.Testing;

/// <summary>Speaks to a service as programs do (JSON under /api) and as browsers do (forms of pages); never follows a redirect.</summary>
public sealed class ApiClient : IDisposable
{
    private const int LongBody = 1024 * 1024;

    /// <summary>camelCase and enums as strings, as the API writes.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    internal const string SessionCookie = "cohesion-session";

    private readonly HttpClient http;

    /// <summary>The token goes as bearer under /api and as session cookie elsewhere.</summary>
    public ApiClient(Uri address, string? token)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = address };
        Token = token;
    }

    public string? Token { get; }

    /// <summary>The client below, for what the methods do not cover; it carries no token.</summary>
    public HttpClient Http => http;

    /// <summary>Headers sent with every request, e.g. X-Api-Key.</summary>
    public HttpRequestHeaders Headers => http.DefaultRequestHeaders;

    public Task<Reply> GetAsync(string path, CancellationToken ct) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ct);

    /// <summary>Posts JSON with a fresh Idempotency-Key unless one is given; <paramref name="ifMatch"/> is the stream version that the caller saw.</summary>
    public Task<Reply> PostAsync(string path, object? body, CancellationToken ct, string? idempotencyKey = null, long? ifMatch = null) =>
        SendAsync(WithBody(HttpMethod.Post, path, body, idempotencyKey ?? Guid.NewGuid().ToString(), ifMatch), ct);

    public Task<Reply> PutAsync(string path, object? body, CancellationToken ct, long? ifMatch = null) => SendAsync(WithBody(HttpMethod.Put, path, body, null, ifMatch), ct);

    public Task<Reply> PatchAsync(string path, object? body, CancellationToken ct, long? ifMatch = null) => SendAsync(WithBody(HttpMethod.Patch, path, body, null, ifMatch), ct);

    public Task<Reply> DeleteAsync(string path, CancellationToken ct, long? ifMatch = null) => SendAsync(WithBody(HttpMethod.Delete, path, null, null, ifMatch), ct);

    /// <summary>Posts a page's form as a browser of the same site does; a name may come several times.</summary>
    public Task<Reply> SubmitAsync(string path, IEnumerable<(string Name, string Value)> fields, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.ExpectContinue = request.Content.Headers.ContentLength > LongBody; // who is refused before the body comes does not send it
        return SendAsync(request, ct);
    }

    /// <summary>Posts a file: as multipart form with other fields.</summary>
    public Task<Reply> UploadAsync(string path, string field, string fileName, byte[] file, CancellationToken ct, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } }, field, fileName } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return SendAsync(request, ct);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var path = request.RequestUri!.OriginalString;
        var isApi = path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("api/", StringComparison.Ordinal);
        if (Token is not null && isApi)
        {
            request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", Token);
        }

        if (!isApi)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*;q=0.8");
            if (Token is not null)
            {
                request.Headers.TryAddWithoutValidation("Cookie", $"{SessionCookie}={Token}");
            }
        }

        using (request)
        {
            using var response = await http.SendAsync(request, ct);
            return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(ct), response.Headers, response.Content.Headers);
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage WithBody(HttpMethod method, string path, object? body, string? idempotencyKey, long? ifMatch)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (ifMatch is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        }

        return request;
    }
}

/// <summary>An answer, read whole.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The stream version in the ETag; 0 without one.</summary>
    public long Version => long.TryParse(Headers.ETag?.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Where a redirect or a 201 points.</summary>
    public string? Location => Headers.Location?.OriginalString;

    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is null.");

    /// <summary>The part of a problem's type after "urn:cohesion:problem:"; null where the answer is no such problem.</summary>
    public string? Problem => ContentHeaders.ContentType?.MediaType is "application/problem+json"
        ? Json["type"]?.GetValue<string>().Split("urn:cohesion:problem:")[^1]
        : null;

    public T Read<T>() => JsonSerializer.Deserialize<T>(Text, ApiClient.Json) ?? throw new InvalidOperationException("The answer is null.");

    /// <summary>This answer, if it has the status; fails with what it says otherwise.</summary>
    public Reply Expect(HttpStatusCode status)
    {
        Xunit.Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status} {Location}: {(Text.Length > 2000 ? Text[..2000] : Text)}");
        return this;
    }
}
