using System.Text.Json;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.Activity.Planning;

/// <summary>Plans that are still being written, each seen by its author only, for two weeks.</summary>
public sealed class PlanDrafts(Store store, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>The answers so far; none for a draft that nobody has begun, or that is somebody else's.</summary>
    public async Task<PlanAnswers> FindAsync(int urn, Guid draft, Caller author, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(Tenant.Of(urn), ct);
        var json = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            store.Sql(typeof(PlanDrafts).Assembly, "Planning.FindDraft.sql"),
            new { tenant = Tenant.Of(urn).Value, id = draft, person = author.PersonId }, cancellationToken: ct));
        return json is null ? PlanAnswers.None : JsonSerializer.Deserialize(json, ActivityJson.Default.PlanAnswers)!;
    }

    public async Task KeepAsync(int urn, Guid draft, Caller author, PlanAnswers answers, CancellationToken ct)
    {
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(), ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(PlanDrafts).Assembly, "Planning.KeepDraft.sql"), new
        {
            tenant = Tenant.Of(urn).Value,
            id = draft,
            person = author.PersonId,
            answers = JsonSerializer.Serialize(answers, ActivityJson.Default.PlanAnswers),
            now = clock.GetUtcNow(),
            old = clock.GetUtcNow() - Kept,
        }, work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
    }

    public async Task ForgetAsync(int urn, Guid draft, CancellationToken ct)
    {
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(), ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            store.Sql(typeof(PlanDrafts).Assembly, "Planning.ForgetDraft.sql"), new { tenant = Tenant.Of(urn).Value, id = draft }, work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
    }
}
