using Cohesion.EventStore;

namespace Cohesion.Engagement.People;

/// <summary>The name of somebody who did something, for the timelines of their own school.</summary>
public sealed record StaffName(string PersonId, string Name);

/// <summary>Remembers who is who, so that events need to carry no names.</summary>
public sealed class StaffNames(Database database)
{
    /// <summary>Nothing to keep where it was no person of a school.</summary>
    public Task KeepAsync(Work work, int urn, string personId, string? name, CancellationToken ct) =>
        name is null ? Task.CompletedTask : database.RunAsync(work, "People.KeepStaffName.sql", [personId, name, Tenant.Of(urn).Value], ct);

    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IEnumerable<string> personIds, CancellationToken ct) =>
        (await database.ListAsync("People.FindStaffNames.sql", RowsJson.Default.StaffName, [personIds.ToArray()], ct))
        .ToDictionary(person => person.PersonId, person => person.Name, StringComparer.Ordinal);
}
