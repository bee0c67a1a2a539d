using Cohesion.Contracts;
using Cohesion.Contracts.Activity;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;
using Npgsql;

namespace Cohesion.Reporting.Activities;

/// <summary>Counts sessions that are planned, took place or were cancelled; messages may come in any order.</summary>
public sealed class WhenSessionChanged(Store store, Tables tables) : IConsumer<ActivityScheduled>, IConsumer<ActivityDelivered>, IConsumer<ActivityCancelled>
{
    public Task Consume(ConsumeContext<ActivityScheduled> context)
    {
        var m = context.Message;
        return PutAsync(context, m.AcademicYear, (connection, year, ct) => PutAsync(connection, m.SessionId, m.ActivityId, m.Urn, year, m.Version, 0, 0, m.Tags, m.At, ct));
    }

    public Task Consume(ConsumeContext<ActivityDelivered> context)
    {
        var m = context.Message;
        return PutAsync(context, m.AcademicYear, (connection, year, ct) => PutAsync(connection, m.SessionId, m.ActivityId, m.Urn, year, 0, m.Version, m.Present, m.Tags, m.At, ct));
    }

    public Task Consume(ConsumeContext<ActivityCancelled> context)
    {
        var m = context.Message;
        return PutAsync(context, m.AcademicYear, (connection, year, ct) => tables.RunAsync(connection, "Activities.PutCancelled.sql", ct, m.SessionId, m.ActivityId, m.Urn, year, m.Version, m.At));
    }

    private Task PutAsync(ConsumeContext context, string academicYear, Func<NpgsqlConnection, int, CancellationToken, Task> put) =>
        !AcademicYear.TryParse(academicYear, out var year) ? Task.CompletedTask : store.Home.ConsumeOnceAsync(
            "reporting-when-session-changed", context.MessageId!.Value, MessageMetadata.Of(context), (work, ct) => put(work.Connection, year.StartYear, ct), context.CancellationToken);

    private Task<int> PutAsync(
        NpgsqlConnection connection, Guid session, Guid activity, int urn, int year, long scheduled, long delivered, int present, ActivityTags tags, DateTimeOffset at, CancellationToken ct) =>
        tables.RunAsync(
            connection, "Activities.PutSession.sql", ct, session, activity, urn, year, scheduled, delivered, Math.Max(scheduled, delivered),
            tags.Kind, tags.CommunityBased, tags.Strands.ToArray(), tags.Dimensions.ToArray(), present, at);
}
