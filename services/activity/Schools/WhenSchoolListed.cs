using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Schools;

/// <summary>Keeps what pages call a school, and whether it is open.</summary>
public sealed class WhenSchoolListed(Store store) : IConsumer<SchoolListed>, IConsumer<SchoolJoinedTrust>, IConsumer<SchoolClosed>
{
    public Task Consume(ConsumeContext<SchoolListed> context) => PutAsync(context, context.Message.School);

    public Task Consume(ConsumeContext<SchoolJoinedTrust> context) => PutAsync(context, context.Message.School);

    public Task Consume(ConsumeContext<SchoolClosed> context) => PutAsync(context, context.Message.School);

    private Task PutAsync(ConsumeContext context, SchoolFacts school) => store.NoteOnceAsync(
        null, Definition.Name, context, "Schools.PutSchool.sql", new { urn = school.Urn, version = school.Version, name = school.Name, open = school.Open });

    public sealed class Definition : ConsumerDefinition<WhenSchoolListed>
    {
        public const string Name = "activity-when-school-listed";

        public Definition() => EndpointName = Name;
    }
}
