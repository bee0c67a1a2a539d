using Cohesion.EventStore;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>What tests of clubs begin with.</summary>
internal static class GivenClubs
{
    public static readonly EventMetadata Metadata = new("correlation", "causation", new Dictionary<string, string>(StringComparer.Ordinal) { ["by"] = "person-1" });
    public static readonly ClubOpened Opened = new("Chess", new DateOnly(2026, 9, 7));
    public static readonly Guid Ada = Guid.NewGuid();

    public static StreamKey StreamOf(int club) => new(Tenant.Of(125123), $"club-{club}");

    /// <summary>Ada's visit, as a row of the service's own.</summary>
    public static async Task InsertVisitAsync(Work work)
    {
        await using var insert = new NpgsqlCommand("insert into visits values ('125123', $1, 1, '2026-11-20')", work.Connection, work.Transaction) { Parameters = { new() { Value = Ada } } };
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
