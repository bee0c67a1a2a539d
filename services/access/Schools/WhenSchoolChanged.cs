using Cohesion.Contracts.Reporting;
using MassTransit;

namespace Cohesion.Access.Schools;

/// <summary>Keeps the newest facts of a school, in whatever order they arrive.</summary>
public sealed class WhenSchoolChanged(KnownSchools schools) : IConsumer<SchoolListed>, IConsumer<SchoolJoinedTrust>, IConsumer<SchoolClosed>
{
    public Task Consume(ConsumeContext<SchoolListed> context) => schools.KeepAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolJoinedTrust> context) => schools.KeepAsync(context.Message.School, context.CancellationToken);

    public Task Consume(ConsumeContext<SchoolClosed> context) => schools.KeepAsync(context.Message.School, context.CancellationToken);
}
