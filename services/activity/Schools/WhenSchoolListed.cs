using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.Activity.Schools;

/// <summary>Keeps what pages call a school, and whether it is open.</summary>
public sealed class WhenSchoolListed(Store store) : IConsumer<SchoolListed>, IConsumer<SchoolJoinedTrust>, IConsumer<SchoolClosed>
{
    public Task Consume(ConsumeContext<SchoolListed> context) => PutAsync(context, context.Message.School);

    public Task Consume(ConsumeContext<SchoolJoinedTrust> context) => PutAsync(context, context.Message.School);

    public Task Consume(ConsumeContext<SchoolClosed> context) => PutAsync(context, context.Message.School);

    private Task<bool> PutAsync(ConsumeContext context, SchoolFacts school) => store.ConsumeOnceAsync(
        Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context), (work, ct) =>
            work.Connection.ExecuteAsync(new CommandDefinition(
                store.Sql(typeof(SchoolNames).Assembly, "Schools.PutSchool.sql"),
                new { urn = school.Urn, version = school.Version, name = school.Name, open = school.Open }, work.Transaction, cancellationToken: ct)),
        context.CancellationToken);

    public sealed class Definition : ConsumerDefinition<WhenSchoolListed>
    {
        public const string Name = "activity-when-school-listed";

        public Definition() => EndpointName = Name;
    }
}
