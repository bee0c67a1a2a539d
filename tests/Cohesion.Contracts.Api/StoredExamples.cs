using System.Text.Json.Nodes;
using Cohesion.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Cohesion.Contracts.Api;

/// <summary>Events put into a database as they stand in one, before the first position, where nobody follows them.</summary>
internal static class StoredExamples
{
    private const string Put = """
        insert into mt_streams (tenant_id, id, version) values ('examples', 'examples', cardinality($1));
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
        select -place, gen_random_uuid(), 'examples', place, data, type, now(), 'examples' from unnest($1, $2) with ordinality as example (type, data, place)
        """;

    /// <summary>What each reads as, in the same order.</summary>
    public static async Task<IReadOnlyList<object>> ReadAsync(Store store, IReadOnlyList<(string Type, JsonNode Data)> examples, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Put.Split(';'))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement)
            {
                Parameters =
                {
                    new() { Value = examples.Select(example => example.Type).ToArray() },
                    new() { Value = examples.Select(example => example.Data.ToJsonString()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(ct);
        return await store.ReadStreamAsync(new(new Tenant("examples"), "examples"), 1, ct).Select(@event => @event.Data).ToListAsync(ct);
    }
}
