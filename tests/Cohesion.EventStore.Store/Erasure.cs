using Cohesion.EventStore;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

using static Cohesion.EventStoreTests.Casebook;

namespace Cohesion.EventStoreTests;

public sealed class Erasure(Database database) : AboutAmira(database)
{
    [Fact]
    public async Task Once_erased_it_reads_as_erased_and_everything_else_goes_on()
    {
        var bus = new Outbox();
        var schema = $"concerns_{Guid.NewGuid():n}";
        await using (var before = await Book.StartAsync(schema: schema))
        {
            await Book.FillAsync(before);
            Assert.True(await before.Store.EraseAsync(School, Amira, Ct));
            Assert.False(await before.Store.EraseAsync(School, Amira, Ct));
        }

        await using var concerns = await Book.StartAsync(Followed, schema, services => services.AddSingleton<IOutgoingBus>(bus));
        await AllReadAsync(concerns, bus, await concerns.HeadAsync(), [null, null, "3"]);
        Assert.Equal(PersonalText.Erased(Amira), ((ConcernNoted)(await concerns.Store.ReadStreamAsync(First, 1, Ct).FirstAsync(Ct)).Data).Note);
        Assert.Equal(["||True"], await concerns.LinesAsync($"select wrapped_by, wrapped, destroyed_at is not null from subject_keys where subject = '{Amira}'"));
    }

    /// <summary>Also of those whose events are not here, because a backup from before was restored.</summary>
    [Fact]
    public async Task Who_was_erased_is_told_page_by_page()
    {
        await using var concerns = await Book.StartAsync();
        var subjects = Enumerable.Range(1, 5).Select(number => new Subject($"subject-{number}")).ToList();
        foreach (var subject in subjects)
            await concerns.Store.EraseAsync(School, subject, Ct);
        var (told, last) = (new List<KeyOwner>(), (KeyOwner?)null);
        while (await concerns.Store.ErasedAsync(last, 2, Ct) is { Count: > 0 } page)
        {
            told.AddRange(page);
            last = page[^1];
        }

        Assert.Equal(subjects.Select(subject => new KeyOwner(School, subject)), told);
    }

    [Fact]
    public async Task A_rebuild_takes_an_erased_text_out_of_a_read_model()
    {
        await using var concerns = await Book.StartAsync(store => store.Project(ConcernList.Projection("concern_list"), Lifecycle.Inline));
        await Book.FillAsync(concerns);
        Assert.NotEmpty(await TablesWithAsync(concerns, "Saw Amira"));
        await concerns.Store.EraseAsync(School, Amira, Ct);
        await concerns.Store.RebuildAsync("concern_list", Ct);
        Assert.Empty(await TablesWithAsync(concerns, "Saw Amira"));
        Assert.Equal(["concern-1|,,3"], await concerns.LinesAsync("select concern_id, array_to_string(notes, ',', '') from concern_list"));
    }

    [Fact]
    public async Task A_snapshot_never_keeps_a_text()
    {
        await using var concerns = await Book.StartAsync();
        var (kept, other) = (Concern.Aggregate with { Snapshots = new(1, 2, ConcernsJson.Default.Concern) }, First with { Id = "concern-2" });
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted, Closed, Noted, Closed], Metadata, Ct);
        await concerns.Store.AppendAsync(other, ExpectedVersion.Any, [Closed, Closed, Closed], Metadata, Ct);
        Assert.Equal([Words, Words], (await concerns.Store.LoadAsync(kept, First, Ct)).State.Notes);
        Assert.True((await concerns.Store.LoadAsync(kept, other, Ct)).State.IsClosed);
        Assert.Empty(await TablesWithAsync(concerns, "Saw Amira"));
        await concerns.Store.EraseAsync(School, Amira, Ct);
        Assert.Equal(new[] { null, (string?)null }, (await concerns.Store.LoadAsync(kept, First, Ct)).State.Notes);
        Assert.Equal(["concern-2|3"], await concerns.LinesAsync("select stream_id, version from snapshots"));
    }

    [Fact]
    public async Task What_is_appended_about_somebody_erased_is_stored_and_handed_back_as_erased()
    {
        await using var concerns = await Book.StartAsync(store => store.Project(ConcernList.Projection("concern_list"), Lifecycle.Inline));
        Assert.False(await concerns.Store.EraseAsync(School, Amira, Ct));
        var appended = Assert.IsType<AppendResult.Appended>(await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted, Closed], Metadata, Ct));
        Assert.Equal([new ConcernNoted(PersonalText.Erased(Amira)), Closed], appended.Events.Select(@event => @event.Data));
        Assert.Empty(await TablesWithAsync(concerns, "Saw Amira"));
        Assert.Equal(["concern-1|{NULL}"], await concerns.LinesAsync("select concern_id, notes::text from concern_list"));
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [appended.Events[0].Data], Metadata, Ct);
        Assert.Equal(new[] { null, (string?)null }, (await LoadAsync(concerns)).Notes);
    }

    [Fact]
    public async Task Nobody_reads_a_text_after_its_erasure_has_been_answered()
    {
        await using var concerns = await Book.StartAsync();
        for (var round = 0; round < 15; round++)
        {
            var (stream, about) = (new StreamKey(School, $"concern-{round}"), Subject.Of(Guid.NewGuid()));
            await concerns.Store.AppendAsync(stream, ExpectedVersion.Any, [new ConcernNoted(new(about, Words))], Metadata, Ct);
            var erased = 0;
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                var (before, notes) = (0, (IReadOnlyList<string?>)[]);
                while (before == 0)
                {
                    before = Volatile.Read(ref erased);
                    notes = (await concerns.Store.LoadAsync(Concern.Aggregate, stream, Ct)).State.Notes;
                }

                Assert.Equal([null], notes);
            }, Ct)).ToList();
            await Task.Delay(5, Ct);
            await concerns.Store.EraseAsync(School, about, Ct);
            Volatile.Write(ref erased, 1);
            await Task.WhenAll(readers);
        }
    }

    [Fact]
    public async Task Another_replica_forgets_a_key_within_a_minute()
    {
        var clock = new LaterClock();
        await using var here = await Book.StartAsync();
        await using var elsewhere = await Book.StartAsync(schema: here.Store.Schema, services: services => services.AddSingleton<TimeProvider>(clock));
        await here.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        Assert.Equal([Words], (await LoadAsync(elsewhere)).Notes);
        await here.Store.EraseAsync(School, Amira, Ct);
        await elsewhere.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        Assert.Equal(1, await here.ScalarAsync<long>("select count(*) from mt_events where data -> 'note' ? 'sealed'"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new[] { null, (string?)null }, (await LoadAsync(elsewhere)).Notes);
    }
}
