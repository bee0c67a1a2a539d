using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

using Xunit;

using static Cohesion.EventStoreTests.Casebook;

namespace Cohesion.EventStoreTests;

/// <summary>The keys of people, and the keys that wrap them.</summary>
public sealed class SubjectKeys(Database database) : AboutAmira(database)
{
    [Fact]
    public async Task Another_tenant_has_another_key_for_the_same_subject()
    {
        await using var concerns = await Book.StartAsync();
        var elsewhere = new StreamKey(Tenant.Of(131313), "concern-1");
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        await concerns.Store.AppendAsync(elsewhere, ExpectedVersion.Any, [Noted], Metadata, Ct);
        await concerns.Store.EraseAsync(School, Amira, Ct);
        Assert.Equal([null], (await LoadAsync(concerns)).Notes);
        Assert.Equal([Words], (await concerns.Store.LoadAsync(Concern.Aggregate, elsewhere, Ct)).State.Notes);

        await concerns.ExecuteAsync("""
            update subject_keys k set wrapped = o.wrapped, wrapped_by = o.wrapped_by, destroyed_at = null from subject_keys o where o.tenant_id = '131313' and k.tenant_id <> o.tenant_id
            """);
        await using var later = await Book.StartAsync(schema: concerns.Store.Schema);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => LoadAsync(later));
    }

    [Fact]
    public async Task Many_who_write_first_about_a_subject_share_one_key()
    {
        await using var concerns = await Book.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => concerns.Store.AppendAsync(new(School, $"concern-{number}"), ExpectedVersion.Any, [Noted], Metadata, Ct)));
        Assert.Equal(1, await concerns.ScalarAsync<long>("select count(*) from subject_keys"));
        await using var later = await Book.StartAsync(schema: concerns.Store.Schema);
        Assert.All(await later.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct), @event => Assert.Equal(Noted, @event.Data));
    }

    [Fact]
    public async Task Keys_are_wrapped_anew_while_texts_are_written_and_read()
    {
        await using var concerns = await Book.StartAsync();
        for (var number = 0; number < 60; number++)
            await NoteAsync(number, 20);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var written = 60;
        var writing = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; written++)
                await NoteAsync(written, 1);
        }, Ct);
        var reading = Task.Run(async () =>
        {
            await using var reader = await Book.StartAsync(schema: concerns.Store.Schema);
            while (!stop.IsCancellationRequested)
                Assert.All(await reader.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct), @event => Assert.Equal(Words, ((ConcernNoted)@event.Data).Note.Text));
        }, Ct);
        Book.Keys.Add("2026-10");
        Assert.InRange(await concerns.Store.RotateKeysAsync(Ct), 1_200, int.MaxValue);
        await stop.CancelAsync();
        await Task.WhenAll(writing, reading);
        await NoteAsync(written, 1);
        await concerns.Store.RotateKeysAsync(Ct);
        Assert.Equal(0, await concerns.Store.RotateKeysAsync(Ct));
        Assert.Equal(["2026-10"], await concerns.LinesAsync("select distinct wrapped_by from subject_keys"));

        Book.Keys.Remove("2026-09");
        await using var later = await Book.StartAsync(schema: concerns.Store.Schema);
        Assert.All(await later.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct), @event => Assert.Equal(Words, ((ConcernNoted)@event.Data).Note.Text));

        Task<AppendResult> NoteAsync(int number, int subjects) => concerns.Store.AppendAsync(
            new(School, $"concern-{number}"), ExpectedVersion.Any, [.. Enumerable.Range(0, subjects).Select(_ => new ConcernNoted(new(Subject.Of(Guid.NewGuid()), Words)))], Metadata, Ct);
    }

    [Fact]
    public async Task A_key_that_is_destroyed_while_keys_are_wrapped_anew_stays_destroyed()
    {
        await using var concerns = await Book.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var subjects = Enumerable.Range(0, 50).Select(_ => Subject.Of(Guid.NewGuid())).ToList();
            await concerns.Store.AppendAsync(new(School, $"concern-{round}"), ExpectedVersion.Any, [.. subjects.Select(about => new ConcernNoted(new(about, Words)))], Metadata, Ct);
            Book.Keys.Add($"2027-0{round}");
            var rotating = Task.WhenAll(concerns.Store.RotateKeysAsync(Ct), concerns.Store.RotateKeysAsync(Ct));
            foreach (var about in subjects)
                Assert.True(await concerns.Store.EraseAsync(School, about, Ct));
            await rotating;
        }

        Assert.Equal(["250|0"], await concerns.LinesAsync("select count(destroyed_at), count(wrapped) from subject_keys"));
    }

    [Fact]
    public async Task Without_the_key_that_wraps_nothing_reads_as_erased()
    {
        await using var concerns = await Book.StartAsync();
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        Book.Keys.Remove("2026-09");
        Book.Keys.Add("2026-10");
        await using var later = await Book.StartAsync(schema: concerns.Store.Schema);
        Assert.Contains("2026-09", (await Assert.ThrowsAsync<InvalidOperationException>(() => LoadAsync(later))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_owns_nothing_but_its_schema_is_enough()
    {
        await using var engagement = await StoreUnderTest.StartAsync(Database.Real.ConnectionStringOf("engagement"), "engagement", store =>
        {
            Concerns(store);
            Followed(store);
        }, services => services.AddSingleton<IOutgoingBus>(new Outbox()), Book.Keys.Settings);
        await engagement.Store.Home.WaitForProjectionAsync("concern_list_later", await Book.FillAsync(engagement), Ct);
        Assert.True(await engagement.Store.EraseAsync(School, Amira, Ct));
        Book.Keys.Add("2026-10");
        Assert.Equal(1, await engagement.Store.RotateKeysAsync(Ct));
    }

    [Fact]
    public async Task Keys_may_be_in_a_database_of_their_own()
    {
        await using var apart = await Servers.CreateDatabaseAsync(Ct);
        await using var concerns = await Database.StartAsync(Concerns, settings: [.. Book.Keys.Settings, new("ConnectionStrings:CohesionKeys", apart.Superuser)]);
        await Book.FillAsync(concerns);
        Assert.Equal([Words, "2", "3"], (await LoadAsync(concerns)).Notes);
        Assert.Equal(0, await concerns.ScalarAsync<long>("select count(*) from pg_tables where schemaname = current_schema and tablename = 'subject_keys'"));
        Assert.Equal(2, await apart.ScalarAsync<long>($"select count(*) from {concerns.Store.Schema}.subject_keys", Ct));
    }

    [Fact]
    public async Task A_service_is_not_ready_while_the_keys_of_its_texts_are_away()
    {
        await using var apart = await Servers.CreateDatabaseAsync(Ct);
        await using var concerns = await Database.StartAsync(Concerns, settings: [.. Book.Keys.Settings, new("ConnectionStrings:CohesionKeys", apart.Superuser)]);
        Assert.Equal("Healthy: ", await KeysAsync());

        await apart.ExecuteAsync($"alter schema {concerns.Store.Schema} rename to away", Ct);
        Assert.Equal("Unhealthy: The database of the subjects' keys cannot be reached.", await KeysAsync());
        await apart.ExecuteAsync($"alter schema away rename to {concerns.Store.Schema}", Ct);

        Book.Keys.Remove("2026-09");
        Assert.Equal("Unhealthy: The key-encryption keys cannot be read.", await KeysAsync());
        Book.Keys.Add("2026-10");
        Assert.Equal("Healthy: ", await KeysAsync());

        async Task<string> KeysAsync()
        {
            var keys = (await concerns.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["keys"];
            Assert.Contains("ready", keys.Tags);
            return $"{keys.Status}: {keys.Description}";
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task A_service_whose_events_hold_texts_does_not_start_without_a_key_that_wraps(int bytes)
    {
        using var folder = new KeyFolder();
        if (bytes > 0)
            folder.Add("short", bytes);
        Assert.Contains("Keys:Folder", (await Assert.ThrowsAsync<InvalidDataException>(() => Database.StartAsync(Concerns, settings: folder.Settings))).Message, StringComparison.Ordinal);
        Assert.Contains("Keys:Folder", (await Assert.ThrowsAsync<OptionsValidationException>(() => Database.StartAsync(Concerns))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_events_hold_none_needs_neither_key_nor_table()
    {
        await using var clubs = await Database.StartAsync(store => store.Events(ConcernsJson.Default, typeof(ConcernClosed)));
        Assert.Equal(0, await clubs.ScalarAsync<long>("select count(*) from pg_tables where schemaname = current_schema and tablename = 'subject_keys'"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => clubs.Store.EraseAsync(School, Amira, Ct));
        Assert.DoesNotContain("keys", (await clubs.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries.Keys);
    }
}
