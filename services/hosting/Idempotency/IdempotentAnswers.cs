using System.Text.Json;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Hosting;

/// <summary>What became of a POST with a key: it may run, runs already, was answered, or was another request.</summary>
internal abstract record Held
{
    private Held()
    {
    }

    public sealed record MayRun : Held;

    public sealed record Running : Held;

    public sealed record OtherRequest : Held;

    public sealed record Answered(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body) : Held;
}

/// <summary>The answers kept for a day, in the service's own schema, so that a repeated POST gets the first one's answer.</summary>
internal sealed class IdempotentAnswers(Store store, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    // A process that was killed never answers. What a repeat makes has the ids of the first try, so running beside a slow first try is harmless.
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(15);

    public async Task<Held> BeginAsync(IdempotencyKey key, byte[] fingerprint, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var _ = DataScope.Beyond("answers are kept by client, and no policy need know clients");
        await using var connection = await store.Home.OpenAsync(ct);
        var parameters = new { key.Client, key.Path, key.Key, fingerprint, now, abandoned = now - Abandoned, expired = now - Kept };
        var row = await connection.QuerySingleAsync<Row>(Command("begin", parameters, ct));
        return row switch
        {
            { Begun: true } => new Held.MayRun(),
            { Fingerprint: { } first } when !first.AsSpan().SequenceEqual(fingerprint) => new Held.OtherRequest(),
            { Status: { } status } => new Held.Answered(status, JsonSerializer.Deserialize(row.Headers ?? "{}", HostingJson.Default.DictionaryStringString)!, row.Body ?? []),
            _ => new Held.Running(),
        };
    }

    public Task KeepAsync(IdempotencyKey key, int status, Dictionary<string, string> headers, byte[] body, CancellationToken ct) =>
        ExecuteAsync("keep", new { key.Client, key.Path, key.Key, status, headers = JsonSerializer.Serialize(headers, HostingJson.Default.DictionaryStringString), body }, ct);

    /// <summary>A request that failed on our side may be tried again at once.</summary>
    public Task ForgetAsync(IdempotencyKey key, CancellationToken ct) => ExecuteAsync("forget", new { key.Client, key.Path, key.Key }, ct);

    public Task SweepAsync(CancellationToken ct) => ExecuteAsync("sweep", new { expired = clock.GetUtcNow() - Kept }, ct);

    private async Task ExecuteAsync(string statement, object parameters, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("answers are kept by client, and no policy need know clients");
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(Command(statement, parameters, ct));
    }

    private CommandDefinition Command(string statement, object parameters, CancellationToken ct) =>
        new(store.Sql(typeof(IdempotentAnswers).Assembly, $"Idempotency.Answers.{statement}.sql"), parameters, cancellationToken: ct);

    private sealed class Row
    {
        public bool Begun { get; init; }

        public byte[]? Fingerprint { get; init; }

        public int? Status { get; init; }

        public string? Headers { get; init; }

        public byte[]? Body { get; init; }
    }
}
