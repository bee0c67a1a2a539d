using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Sessions;

/// <summary>What has been revoked: sessions, memberships and people whose tokens may still be about. The services fetch the list every fifteen seconds.</summary>
public sealed class Revocations(Store store, TimeProvider clock, IServiceProvider services, IOptions<SessionsOptions> options) : IRevocationList
{
    /// <summary>When the last token that could name what is revoked now will have expired.</summary>
    public DateTimeOffset Until => clock.GetUtcNow() + options.Value.Token + (2 * SessionTokens.ClockSkew) + TimeSpan.FromMinutes(1);

    public static void Map(WebApplication app) =>
        app.MapGet("/access/.well-known/revocations.json", async Task<JsonHttpResult<IReadOnlyList<string>>> (IRevocationList list, CancellationToken ct) =>
            TypedResults.Json(await list.ReadAsync(ct), AccessJson.Default.IReadOnlyListString)).AllowAnonymous();

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<string>(Command("list", new { now = clock.GetUtcNow() }, null, ct))];
    }

    /// <summary>With the event that says why.</summary>
    public Task AddAsync(Work work, string id, CancellationToken ct) => work.Connection.ExecuteAsync(Command("add", new { id, until = Until }, work, ct));

    public Task RemoveAsync(Work work, string id, CancellationToken ct) => work.Connection.ExecuteAsync(Command("remove", new { id }, work, ct));

    /// <summary>Lets this replica know at once; the others read within fifteen seconds.</summary>
    public Task HereAsync(CancellationToken ct) => services.GetRequiredService<RevokedTokens>().ReadAgainAsync(ct);

    private CommandDefinition Command(string statement, object parameters, Work? work, CancellationToken ct) =>
        new(store.Sql(typeof(Revocations).Assembly, $"Sessions.Revocations.{statement}.sql"), parameters, work?.Transaction, cancellationToken: ct);
}
