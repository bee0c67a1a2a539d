using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using Dapper;
using MassTransit;

namespace Cohesion.EquityMonitoring.Schools;

/// <summary>Hears of schools. Of two facts about one school the one with the higher version is the newer, in whatever order they come, however often.</summary>
internal sealed class WhenSchoolChanged(Store store) : IConsumer<SchoolListed>, IConsumer<SchoolJoinedTrust>, IConsumer<SchoolClosed>
{
    public Task Consume(ConsumeContext<SchoolListed> context) => SaveAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolJoinedTrust> context) => SaveAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolClosed> context) => SaveAsync(context.Message.School, context.CancellationToken);

    private async Task SaveAsync(SchoolFacts school, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(store.Sql<WhenSchoolChanged>("Schools.SaveSchool.sql"), school, cancellationToken: ct));
    }
}
