using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.Activity;

/// <summary>Notes in a table of this service what another service told; the same message noted again changes nothing.</summary>
internal static class HeardFacts
{
    public static Task NoteOnceAsync(this Store store, string consumer, ConsumeContext context, string file, object facts) =>
        store.ConsumeOnceAsync(
            consumer, context.MessageId!.Value, MessageMetadata.Of(context),
            (work, ct) => work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(HeardFacts).Assembly, file), facts, work.Transaction, cancellationToken: ct)),
            context.CancellationToken);
}
