using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.Activity;

/// <summary>Notes in a table of this service what another service told of a school; the same message noted again changes nothing.</summary>
internal static class HeardFacts
{
    /// <summary>What is no one school's is noted on the home shard.</summary>
    public static Task NoteOnceAsync(this Store store, int? urn, string consumer, ConsumeContext context, string file, object facts)
    {
        var (id, metadata) = (context.MessageId!.Value, MessageMetadata.Of(context));
        return urn is { } school
            ? store.ConsumeOnceAsync(Tenant.Of(school), consumer, id, metadata, NoteAsync, context.CancellationToken)
            : store.Home.ConsumeOnceAsync(consumer, id, metadata, NoteAsync, context.CancellationToken);

        Task NoteAsync(Work work, CancellationToken ct) =>
            work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(HeardFacts).Assembly, file), facts, work.Transaction, cancellationToken: ct));
    }
}
