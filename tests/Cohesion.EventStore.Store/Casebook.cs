using Cohesion.EventStore;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>A service that keeps concerns about people, its keys, and what it was told about Amira.</summary>
public sealed class Casebook(Database database) : IDisposable
{
    public const string Words = "Saw Amira's brother at the gate, é \"again\"";
    public static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    public static readonly Tenant School = Tenant.Of(125123);
    public static readonly StreamKey First = new(School, "concern-1");
    public static readonly ConcernClosed Closed = new(new DateOnly(2026, 11, 20));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public KeyFolder Keys { get; } = new("2026-09");

    public Subject Amira { get; } = Subject.Of(Guid.NewGuid());

    public ConcernNoted Noted => new(new(Amira, Words));

    public void Dispose() => Keys.Dispose();

    public static void Concerns(StoreBuilder store)
    {
        store.Events(ConcernsJson.Default, Concern.Events);
        store.Aggregate(Concern.Aggregate);
    }

    /// <summary>Everything that follows events.</summary>
    public static void Followed(StoreBuilder store)
    {
        store.Project(ConcernList.Projection("concern_list"), Lifecycle.Inline);
        store.Project(ConcernList.Projection("concern_list_later"), Lifecycle.Async);
        store.Publish((page, _, _) => Task.FromResult<IReadOnlyList<Outgoing>>([.. page.Select(@event => Outgoing.Of(@event.Data, @event))]));
    }

    public Task<StoreUnderTest> StartAsync(Action<StoreBuilder>? configure = null, string? schema = null, Action<IServiceCollection>? services = null) => database.StartAsync(
        store =>
        {
            Concerns(store);
            configure?.Invoke(store);
        },
        schema, services, Keys.Settings);

    /// <summary>Two notes about Amira and one about somebody else, in one stream, written in three ways; then one event without a text.</summary>
    public async Task<long> FillAsync(StoreUnderTest concerns)
    {
        await concerns.Store.AppendAsync(First, ExpectedVersion.Any, [Noted], Metadata, Ct);
        await using var work = await concerns.Store.Home.BeginAsync(Metadata, Ct);
        work.Append(First, "concern", ExpectedVersion.At(1), new ConcernNoted(new(Amira, "2")));
        Assert.Equal([Words, "2"], (await work.LoadAsync(Concern.Aggregate, First, Ct)).State.Notes);
        await work.CommitAsync(Ct);
        var decided = await concerns.Store.DecideAsync(
            Concern.Aggregate, First, 2, _ => Decision.Accept(new ConcernNoted(new(Subject.Of(Guid.NewGuid()), "3")), Closed), Metadata, Ct);
        return Assert.IsType<DecideResult.Done>(decided).Events[^1].Position;
    }

    /// <summary>Whether each way of reading gives these notes, null for an erased one.</summary>
    public static async Task AllReadAsync(StoreUnderTest concerns, Outbox bus, long position, string?[] notes)
    {
        Assert.Equal(notes, (await LoadAsync(concerns)).Notes);
        Assert.Equal(notes, NotesOf((await concerns.Store.ReadStreamAsync(First, 1, Ct).ToListAsync(Ct)).Select(@event => @event.Data)));
        Assert.Equal(notes, NotesOf((await concerns.Store.Home.ReadAllAsync(0, Ct).ToListAsync(Ct)).Select(@event => @event.Data)));
        await concerns.Store.Home.WaitForProjectionAsync("concern_list_later", position, Ct);
        await concerns.Store.Home.WaitForProjectionAsync("Publisher", position, Ct);
        Assert.Equal(notes, NotesOf(bus.Sent.Select(message => message.Message)));
        var row = $"concern-1|{string.Join(',', notes.Select(note => note ?? "-"))}";
        foreach (var table in new[] { "concern_list", "concern_list_later" })
        {
            var rows = $"select concern_id, array_to_string(notes, ',', '-') from {table}";
            Assert.Equal([row], await concerns.LinesAsync(rows));
            await concerns.ExecuteAsync($"update {table} set notes = array[]::text[]");
            await concerns.Store.RebuildAsync(table, Ct);
            Assert.Equal([row], await concerns.LinesAsync(rows));
        }
    }

    private static IEnumerable<string?> NotesOf(IEnumerable<object> data) => data.OfType<ConcernNoted>().Select(noted => noted.Note.Text);

    public static async Task<Concern> LoadAsync(StoreUnderTest concerns) => (await concerns.Store.LoadAsync(Concern.Aggregate, First, Ct)).State;

    /// <summary>The tables of the service that hold a text anywhere in a row, as letters, as bytes or in base64.</summary>
    public static async Task<List<string>> TablesWithAsync(StoreUnderTest concerns, string text)
    {
        var found = new List<string>();
        var (hex, base64) = (Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text)), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)[..^(text.Length % 3)]));
        foreach (var table in await concerns.LinesAsync("select tablename from pg_tables where schemaname = current_schema"))
        {
            // Not in the open: another test reads what is traced meanwhile.
            if (await concerns.ScalarAsync<bool>($"select exists (select from {table} t where strpos(t::text, convert_from(decode('{hex}', 'hex'), 'utf8')) + strpos(t::text, '{hex}') + strpos(t::text, '{base64}') > 0)"))
                found.Add(table);
        }

        return found;
    }

    public sealed class Outbox : IOutgoingBus
    {
        public List<Outgoing> Sent { get; } = [];

        public Task SendAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
        {
            Sent.AddRange(messages);
            return Task.CompletedTask;
        }
    }
}
