using Cohesion.Contracts.Reporting;
using MassTransit;

namespace Cohesion.Engagement.Schools;

/// <summary>Keeps the names and authorities of schools; of two facts about one school the higher version is the newer, whatever came first.</summary>
public sealed class WhenSchoolChanged(Database database) : IConsumer<SchoolListed>, IConsumer<SchoolJoinedTrust>, IConsumer<SchoolClosed>
{
    public Task Consume(ConsumeContext<SchoolListed> context) => KeepAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolJoinedTrust> context) => KeepAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolClosed> context) => KeepAsync(context.Message.School, context.CancellationToken);

    private Task<int> KeepAsync(SchoolFacts school, CancellationToken ct) =>
        database.RunAsync("Schools.UpsertSchool.sql", [school.Urn, school.Name, school.LaCode, school.LaName, school.Open, school.Version], ct);
}
