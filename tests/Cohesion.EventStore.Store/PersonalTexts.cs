using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

using Cohesion.EventStore;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Xunit;

using static Cohesion.EventStoreTests.Casebook;

namespace Cohesion.EventStoreTests;

/// <summary>Texts about people, sealed in events.</summary>
public sealed class PersonalTexts(Database database) : AboutAmira(database)
{
    [Fact]
    public async Task A_text_reads_back_in_every_way_of_reading()
    {
        var bus = new Outbox();
        await using var concerns = await Book.StartAsync(Followed, services: services => services.AddSingleton<IOutgoingBus>(bus));
        var position = await Book.FillAsync(concerns);
        await AllReadAsync(concerns, bus, position, [Words, "2", "3"]);
    }

    [Fact]
    public async Task An_append_that_is_repeated_is_answered_with_its_texts()
    {
        await using var concerns = await Book.StartAsync();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        var first = Assert.IsType<AppendResult.Appended>(await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted, Closed], Metadata, Ct, eventIds: ids));
        var again = Assert.IsType<AppendResult.Appended>(await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted, Closed], Metadata, Ct, eventIds: ids));
        Assert.Equal([Noted, Closed], first.Events.Select(@event => @event.Data));
        Assert.Equal([Noted, Closed], again.Events.Select(@event => @event.Data));
        Assert.Equal(2, await concerns.HeadAsync());
    }

    [Fact]
    public async Task Texts_may_be_in_lists_dictionaries_and_records_within_and_one_may_be_missing()
    {
        await using var concerns = await Book.StartAsync();
        var (ben, carla) = (Subject.Of(Guid.NewGuid()), Subject.Of(Guid.NewGuid()));
        var shared = new ConcernShared([new(new(ben, "Ben"), "teacher"), new(new(carla, ""), "aunt")], new(StringComparer.Ordinal) { ["said"] = new(Amira, Words) }, null);
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [shared], Metadata, Ct);
        Assert.Equivalent(shared, await OnlyAsync(concerns), strict: true);
        await concerns.Store.EraseAsync(School, ben, Ct);
        var read = Assert.IsType<ConcernShared>(await OnlyAsync(concerns));
        Assert.Equal([PersonalText.Erased(ben), new PersonalText(carla, "")], read.With.Select(contact => contact.Name));
        Assert.Equal(Words, read.Words["said"].Text);
    }

    [Fact]
    public async Task A_text_is_nowhere_in_the_database()
    {
        await using var concerns = await Book.StartAsync();
        await Book.FillAsync(concerns);
        Assert.NotEmpty(await TablesWithAsync(concerns, Amira.Value));
        Assert.Empty(await TablesWithAsync(concerns, "Saw Amira"));
        Assert.Matches("^\\{\"note\": \\{\"sealed\": \"[A-Za-z0-9+/=]{96}\", \"subject\": \"" + Amira + "\"\\}\\}$", await concerns.ScalarAsync<string>("select data::text from mt_events where seq_id = 1"));
    }

    [Fact]
    public async Task Who_runs_the_service_sees_it_sealed_even_with_what_events_say()
    {
        await using var concerns = await Book.StartAsync();
        await Book.FillAsync(concerns);
        var overview = concerns.Services.GetRequiredService<StoreOverview>();

        var shown = await overview.EventsOfAsync(First, 0, 10, withData: true, Ct);

        Assert.Equal([true, true, true, false], shown.Select(@event => @event.Data!.Contains("\"sealed\"", StringComparison.Ordinal)));
        Assert.All(shown, @event => Assert.DoesNotContain("Amira's", @event.ToString(), StringComparison.Ordinal));
        Assert.Equal(Book.Noted.Note.Subject.Value, JsonNode.Parse(shown[0].Data!)!["note"]!["subject"]!.GetValue<string>());
        Assert.All(await overview.EventsOfAsync(First, 0, 10, withData: false, Ct), @event => Assert.Null(@event.Data));
    }

    [Theory]
    [InlineData("125123", "concern-1", 2)]
    [InlineData("125123", "concern-2", 1)]
    [InlineData("131313", "concern-1", 1)]
    public async Task A_sealed_text_moved_to_another_event_stream_or_tenant_does_not_open(string tenant, string stream, long version)
    {
        await using var concerns = await Book.StartAsync();
        var moved = new StreamKey(new(tenant), stream);
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted, Noted], Metadata, Ct);
        if (moved != First)
            await concerns.Store.AppendAsync(moved, ExpectedVersion.Any, [Noted], Metadata, Ct);
        Assert.Equal(Words, (await concerns.Store.LoadAsync(Concern.Aggregate, moved, Ct)).State.Notes[^1]);
        await concerns.ExecuteAsync($"""
            update mt_events set data = (select data from mt_events where seq_id = 1) where tenant_id = '{tenant}' and stream_id = '{stream}' and version = {version}
            """);
        await BreaksAsync(concerns, moved);
    }

    [Theory]
    [InlineData("overlay(sealed placing case when substr(sealed, 40, 1) = 'A' then 'B' else 'A' end from 40)")]
    [InlineData("left(sealed, 20)")]
    [InlineData("'not base64'")]
    [InlineData("''")]
    public async Task A_sealed_text_that_was_changed_does_not_open(string change)
    {
        await using var concerns = await Book.StartAsync();
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        await concerns.ExecuteAsync($"""
            update mt_events set data = jsonb_set(data, array['note', 'sealed'], to_jsonb(({change})::text)) from (select data -> 'note' ->> 'sealed' as sealed from mt_events) as old
            """);
        await BreaksAsync(concerns, First);
    }

    [Fact]
    public async Task A_text_is_in_no_log_and_no_trace()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue(string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        using (var request = new Activity("request").Start())
        {
            await using var concerns = await Book.StartAsync(services: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Seen(seen))));
            await Book.FillAsync(concerns);
            await concerns.Store.EraseAsync(School, Amira, Ct);
            await concerns.Store.RotateKeysAsync(Ct);
        }

        Assert.Contains(seen, line => line.Contains("subject_keys", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains("cohesion.streams", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, line => line.Contains("Amira", StringComparison.Ordinal) || line.Contains(Book.Keys.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_nonce_is_used_twice()
    {
        await using var concerns = await Book.StartAsync();
        await using var work = await concerns.Store.Home.BeginAsync(Metadata, Ct);
        work.Append(First, "concern", ExpectedVersion.MustNotExist, [.. Enumerable.Repeat(Noted, 10_000)]);
        await work.CommitAsync(Ct);
        Assert.Equal(10_000, await concerns.ScalarAsync<long>("select count(distinct substr(decode(data -> 'note' ->> 'sealed', 'base64'), 1, 12)) from mt_events"));
    }

    [Fact]
    public void Outside_the_store_a_text_is_neither_printed_nor_written_nor_read()
    {
        Assert.DoesNotContain("Amira", $"{Noted} {Noted.Note}", StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(Noted, ConcernsJson.Default.ConcernNoted));
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Deserialize("""{"note":{"subject":"a","sealed":""}}""", ConcernsJson.Default.ConcernNoted));
        Assert.Equal("""{"note":{"subject":"a"}}""", JsonSerializer.Serialize(new(PersonalText.Erased(new("a"))), ConcernsJson.Default.ConcernNoted));
    }

    private static async Task<object> OnlyAsync(StoreUnderTest concerns) => Assert.Single(await concerns.Store.ReadStreamAsync(First, 1, Ct).ToListAsync(Ct)).Data;

    private static async Task BreaksAsync(StoreUnderTest concerns, StreamKey stream)
    {
        var broken = await Assert.ThrowsAsync<BrokenSealException>(() => concerns.Store.LoadAsync(Concern.Aggregate, stream, Ct));
        Assert.DoesNotContain("Amira", broken.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<BrokenSealException>(async () => await concerns.Store.ReadStreamAsync(stream, 1, Ct).ToListAsync(Ct));
        await Assert.ThrowsAsync<BrokenSealException>(async () => await concerns.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct));
    }

    private sealed class Seen(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
