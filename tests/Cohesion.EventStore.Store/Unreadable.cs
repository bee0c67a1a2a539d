using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Events whose JSON or seal was spoilt in the database: who would follow them stands, tells, and passes them only where somebody says so.</summary>
public sealed class Unreadable(Database database) : AboutAmira(database)
{
    private const int Partitions = 4;

    [Fact]
    public async Task An_event_of_no_known_shape_stops_its_partition_only_until_it_is_skipped()
    {
        await using var clubs = await Database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async, Partitions));
        await SpoilAsync(clubs, "new.stream_id = 'spoilt'", """'{"learners": "nobody"}'""");
        for (var tenant = 1; tenant <= 20; tenant++)
            await ComeAsync(clubs, tenant, "club");
        var spoilt = await ComeAsync(clubs, 7, "spoilt");
        for (var tenant = 1; tenant <= 20; tenant++)
            await ComeAsync(clubs, tenant, "club");
        const string Elsewhere = "mod(hashtextextended(tenant_id, 0) & 1073741823, 4) <> mod(hashtextextended('7', 0) & 1073741823, 4)";
        var others = await clubs.ScalarAsync<long>($"select count(*) from mt_events where {Elsewhere}");

        await Eventually.GivesAsync(() => TimesAsync(clubs, Elsewhere), times => times == others, "the other partitions go on", Ct);
        await IsToldAsync(clubs, $"stands at {spoilt - 1}: JsonException", $"position {spoilt - 1}, lag {await clubs.HeadAsync() - spoilt + 1}");
        Assert.Equal(1, await TimesAsync(clubs, "tenant_id = '7'"));
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => clubs.Store.RebuildAsync("visits", Ct));

        await clubs.Store.Home.SkipAsync("visits", spoilt, "Written by hand during the outage", "ada", Ct);
        await clubs.Store.Home.WaitForProjectionAsync("visits", await clubs.HeadAsync(), Ct);
        Assert.Equal(2, await TimesAsync(clubs, "tenant_id = '7'"));
        await clubs.Store.RebuildAsync("visits", Ct);
        Assert.Equal((40, 2), (await TimesAsync(clubs, "true"), await TimesAsync(clubs, "tenant_id = '7'")));
    }

    [Fact]
    public async Task A_broken_seal_stops_read_models_and_the_publisher_until_each_is_told_to_go_on()
    {
        var bus = new Casebook.Outbox();
        await using var concerns = await Book.StartAsync(Casebook.Followed, services: services => services.AddSingleton<IOutgoingBus>(bus));
        await SpoilAsync(concerns, "new.stream_id = 'concern-2'", """jsonb_set(new.data, '{note,sealed}', '"AAAA"')""");
        await NoteAsync(concerns, "concern-1");
        var spoilt = await NoteAsync(concerns, "concern-2");
        var last = await NoteAsync(concerns, "concern-3");

        await IsToldAsync(concerns, $"concern_list_later:All stands at {spoilt - 1}: BrokenSealException", $"Publisher:All stands at {spoilt - 1}: BrokenSealException");
        await Assert.ThrowsAsync<BrokenSealException>(() => concerns.Store.RebuildAsync("concern_list", Ct));

        foreach (var name in new[] { "concern_list", "concern_list_later", "Publisher" })
            await concerns.Store.Home.SkipAsync(name, spoilt, "Changed in the database", "ada", Ct);
        await concerns.Store.Home.WaitForProjectionAsync("concern_list_later", last, Ct);
        await concerns.Store.Home.WaitForProjectionAsync("Publisher", last, Ct);
        await concerns.Store.RebuildAsync("concern_list", Ct);

        foreach (var table in new[] { "concern_list", "concern_list_later" })
            Assert.Equal(["concern-1", "concern-3"], await concerns.LinesAsync($"select concern_id from {table} order by 1"));
        Assert.Equal(["concern-1", "concern-3"], bus.Sent.Select(message => message.Cause.Stream.Id));
        Assert.Equal(3, await concerns.ScalarAsync<long>($"select count(*) from skipped_events where seq_id = {spoilt} and reason = 'Changed in the database'"));
    }

    [Fact]
    public async Task Nothing_is_skipped_for_a_publisher_where_there_is_none()
    {
        await using var clubs = await Database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async));
        var position = await ComeAsync(clubs, 7, "club");
        await Assert.ThrowsAsync<ArgumentException>(() => clubs.Store.Home.SkipAsync("Publisher", position, "typo", "ada", Ct));
    }

    /// <summary>From now on such events come to stand in the database with other data than was appended.</summary>
    private static Task SpoilAsync(StoreUnderTest service, string which, string data) => service.ExecuteAsync(
        $"""
        create function spoil() returns trigger language plpgsql as $$ begin new.data := {data}; return new; end $$;
        create trigger spoil before insert on mt_events for each row when ({which}) execute function spoil();
        alter table mt_events enable always trigger spoil;
        """);

    private static Task IsToldAsync(StoreUnderTest service, params string[] parts) => Eventually.GivesAsync(
        async () =>
        {
            var store = (await service.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["store"];
            return $"{store.Status}: {store.Description}; {string.Join("; ", store.Data.Values)}";
        },
        told => told.StartsWith(nameof(HealthStatus.Degraded), StringComparison.Ordinal) && parts.All(part => told.Contains(part, StringComparison.Ordinal)), "health tells", Ct);

    private async Task<long> NoteAsync(StoreUnderTest concerns, string concern) => Position(
        await concerns.Store.AppendAsync(new(Casebook.School, concern), ExpectedVersion.Any, [Noted], Casebook.Metadata, Ct));

    private static async Task<long> ComeAsync(StoreUnderTest clubs, int tenant, string club) => Position(await clubs.Store.AppendAsync(
        new(Tenant.Of(tenant), club), ExpectedVersion.Any, [new LearnersCame([new Guid(tenant, 0, 0, new byte[8])], new DateOnly(2026, 1, 1))], Casebook.Metadata, Ct));

    private static long Position(AppendResult result) => Assert.IsType<AppendResult.Appended>(result).Events[0].Position;

    private static Task<long> TimesAsync(StoreUnderTest clubs, string where) => clubs.ScalarAsync<long>($"select coalesce(sum(times), 0) from visits where {where}");
}
