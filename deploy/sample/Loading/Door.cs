using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cohesion.Sample.Loading;

/// <summary>What the server answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, string? ETag, bool Replayed)
{
    public JsonNode Json => Body ?? throw new SampleException("The server answered without a body.");

    /// <summary>The code of the problem, "activity-already-planned", if there is one.</summary>
    public string? Problem => (int)Status >= 400 ? Body?["type"]?.GetValue<string>().Split(':')[^1] : null;
}

/// <summary>Who asks: a demo person at a school, or an agency with its key.</summary>
public sealed record Person(string Key, int? School = null);

/// <summary>The public door of Cohesion: what the sample puts in goes through here, as anyone else's would.</summary>
public sealed class Door(Uri site) : IDisposable
{
    private const int Tries = 240;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 }) { BaseAddress = site, Timeout = TimeSpan.FromMinutes(2) };
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<Person, (string Token, DateTimeOffset ExpiresAt)> tokens = [];

    public Task<Answer> GetAsync(Person who, string path, CancellationToken ct) => SendAsync(who, HttpMethod.Get, path, null, null, null, ct);

    public Task<Answer> PostAsync(Person who, string path, JsonNode? body, string key, CancellationToken ct, string? ifMatch = null) =>
        SendAsync(who, HttpMethod.Post, path, () => new StringContent(body?.ToJsonString() ?? "{}", Encoding.UTF8, "application/json"), key, ifMatch, ct);

    /// <summary>Sends a file as a program does: its bytes are the body.</summary>
    public Task<Answer> PostFileAsync(Person who, string path, string file, string key, CancellationToken ct) => SendAsync(
        who, HttpMethod.Post, path, () => new ByteArrayContent(File.ReadAllBytes(file)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, key, null, ct);

    /// <summary>Repeats a request that was refused because a service has not yet heard of what it names; refused requests may be repeated with their key.</summary>
    public static async Task<Answer> UntilHeardAsync(Func<CancellationToken, Task<Answer>> ask, TimeSpan patience, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask(ct);
            if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden) || Stopwatch.GetElapsedTime(started) > patience)
            {
                return answer;
            }

            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>Asks again until the answer is as wished; an import or a message needs its time.</summary>
    public async Task<Answer> AwaitAsync(Person who, string path, Func<JsonNode, bool> wished, string what, TimeSpan patience, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(patience);
        try
        {
            while (true)
            {
                var answer = await GetAsync(who, path, deadline.Token);
                if (answer.Status == HttpStatusCode.OK && wished(answer.Json))
                {
                    return answer;
                }

                await Task.Delay(Pause, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SampleException($"Waited {patience.TotalSeconds:0} seconds for {what} ({path}).");
        }
    }

    /// <summary>The session token of a demo person, asked for anew before it expires.</summary>
    public async Task<string> TokenAsync(Person who, CancellationToken ct) =>
        (tokens.TryGetValue(who, out var known) && TimeProvider.System.GetUtcNow() < known.ExpiresAt - Spare ? known : tokens[who] = await SignInAsync(who, ct)).Token;

    public void Dispose() => http.Dispose();

    /// <summary>Throws with the server's own words where the answer is none of those expected.</summary>
    public static Answer Expect(Answer answer, string what, params ReadOnlySpan<string> problemsThatAreFine)
    {
        if ((int)answer.Status < 300 || (answer.Problem is { } problem && problemsThatAreFine.Contains(problem)))
        {
            return answer;
        }

        throw new SampleException($"{what}: {(int)answer.Status} {answer.Body?["title"]} {answer.Body?["detail"]} {answer.Body?["errors"]?.ToJsonString()}");
    }

    private async Task<Answer> SendAsync(Person who, HttpMethod method, string path, Func<HttpContent>? content, string? key, string? ifMatch, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
            await SignAsync(request, who, ct);
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            if (ifMatch is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            }

            using var response = await http.SendAsync(request, ct);
            var answer = await ReadAsync(response, ct);
            var later = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.TooManyRequests || answer.Problem == "request-running";
            if (!later || left == 0)
            {
                return answer;
            }

            await Task.Delay(Pause, ct);
        }
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
        var body = json ? JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) : null;
        return new Answer(response.StatusCode, body, response.Headers.ETag?.ToString(), response.Headers.Contains("Idempotency-Replayed"));
    }

    private async Task SignAsync(HttpRequestMessage request, Person who, CancellationToken ct)
    {
        if (who.Key.StartsWith("cohesion_", StringComparison.Ordinal))
        {
            request.Headers.Add("X-Api-Key", who.Key);
            return;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who, ct));
    }

    private async Task<(string Token, DateTimeOffset ExpiresAt)> SignInAsync(Person who, CancellationToken ct)
    {
        var body = new JsonObject { ["person"] = who.Key, ["school"] = who.School };
        var answer = await UntilHeardAsync(async token =>
        {
            using var response = await http.PostAsync("/api/v1/session-tokens", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), token);
            var said = await ReadAsync(response, token);
            return said.Body is null && said.Status == HttpStatusCode.NotFound ? said with { Status = HttpStatusCode.Gone } : said;
        }, Patience, ct);
        return answer.Status == HttpStatusCode.Gone
            ? throw new SampleException($"{site} gives no demo tokens: the sample can only be loaded into a development installation.")
            : (Expect(answer, $"Signing in as {who.Key}").Json["token"]!.GetValue<string>(), answer.Json["expiresAt"]!.GetValue<DateTimeOffset>());
    }
}
