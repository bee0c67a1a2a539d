using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Activity.Activities;

/// <summary>A session as lists show it.</summary>
/// <param name="Status">"scheduled", "delivered" or "cancelled".</param>
public sealed record SessionListing(
    Guid SessionId, Guid ActivityId, string Title, string Kind, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions,
    IReadOnlyList<string> Themes, string? Place, int? Capacity, DateOnly On, TimeOnly Starts, TimeOnly Ends, int Expected, int? Present, string Status);

/// <summary>What to list and in what order.</summary>
public sealed record CalendarQuery(DateOnly From, DateOnly To, string Kind, string Strand, string Status, string Sort, bool Descending);

/// <summary>The calendar of a school.</summary>
public sealed class Calendar(Store store)
{
    /// <summary>One page of a filtered list, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<SessionListing> Sessions, int Total)> PageAsync(Tenant tenant, CalendarQuery query, int limit, int offset, CancellationToken ct)
    {
        var rows = await RowsAsync(tenant, "Activities.ListPage.sql", new
        {
            tenant = tenant.Value,
            from = query.From,
            to = query.To,
            kind = query.Kind,
            strand = query.Strand,
            status = query.Status,
            sort = query.Sort,
            descending = query.Descending,
            limit,
            offset,
        }, ct);
        return ([.. rows.Select(row => row.ToListing())], rows.Count == 0 ? 0 : rows[0].Total);
    }

    /// <summary>The sessions after one that was already read, in order of time.</summary>
    public async Task<IReadOnlyList<SessionListing>> AfterAsync(
        Tenant tenant, DateOnly from, DateOnly to, (DateOnly Day, TimeOnly Starts, Guid Session) after, int limit, CancellationToken ct) =>
        [.. (await RowsAsync(tenant, "Activities.ListAfter.sql", new
        {
            tenant = tenant.Value,
            from,
            to,
            afterDay = after.Day,
            afterStarts = after.Starts,
            afterSession = after.Session,
            limit,
        }, ct)).Select(row => row.ToListing())];

    /// <summary>All sessions of one activity, in order of time.</summary>
    public async Task<IReadOnlyList<SessionListing>> OfActivityAsync(Tenant tenant, ActivityId activity, CancellationToken ct) =>
        [.. (await RowsAsync(tenant, "Activities.ListOfActivity.sql", new { tenant = tenant.Value, activity = activity.Value }, ct)).Select(row => row.ToListing())];

    private async Task<IReadOnlyList<Row>> RowsAsync(Tenant tenant, string file, object parameters, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(tenant, ct);
        return [.. await connection.QueryAsync<Row>(new CommandDefinition(store.Sql(typeof(Calendar).Assembly, file), parameters, cancellationToken: ct))];
    }

    // A class and not a record: Dapper matches constructors by exact types, and the driver announces arrays as Array.
    private sealed class Row
    {
        public Guid SessionId { get; init; }

        public Guid ActivityId { get; init; }

        public string Title { get; init; } = "";

        public string Kind { get; init; } = "";

        public bool CommunityBased { get; init; }

        public string[] Strands { get; init; } = [];

        public string[] Dimensions { get; init; } = [];

        public string[] Themes { get; init; } = [];

        public string? Place { get; init; }

        public int? Capacity { get; init; }

        public DateOnly OnDay { get; init; }

        public TimeOnly Starts { get; init; }

        public TimeOnly Ends { get; init; }

        public int Expected { get; init; }

        public int? Present { get; init; }

        public string Status { get; init; } = "";

        public int Total { get; init; }

        public SessionListing ToListing() => new(
            SessionId, ActivityId, Title, Kind, CommunityBased, Strands, Dimensions, Themes, Place, Capacity, OnDay, Starts, Ends, Expected, Present, Status);
    }
}
