using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Cohesion.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>The commands of a service, given as arguments of its program.</summary>
public sealed class Operating_a_service : IAsyncLifetime
{
    private static readonly StreamKey Notes = new(Tenant.Of(125123), "notes-1");
    private readonly string keys = Directory.CreateTempSubdirectory("cohesion-keys-").FullName;
    private Surroundings? around;
    private WebApplication? app;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Store Store => app!.Services.GetRequiredService<Store>();

    [Fact]
    public async Task A_read_model_is_rebuilt_and_goes_on_without_what_was_skipped()
    {
        await NoteAsync("first");
        await NoteAsync("second");

        Assert.Equal("notes has been rebuilt.", await DoneAsync("rebuild", "notes"));
        Assert.Equal(2, await CountedAsync());
        Assert.Equal("notes goes on without event 2.", await DoneAsync("skip", "notes", "2", "Noted twice"));
        await DoneAsync("rebuild", "notes");
        Assert.Equal(1, await CountedAsync());
        Assert.Equal("Noted twice", await around!.Database.ScalarAsync<string>("select reason from activity.skipped_events", Ct));
    }

    [Fact]
    public async Task A_subject_is_erased_and_stays_so()
    {
        var subject = await NoteAsync("Plays with matches");

        Assert.Equal("The key has been destroyed.", await DoneAsync("erase", "125123", subject.Value));
        Assert.Equal("There was no key; there will never be one.", await DoneAsync("erase", "125123", subject.Value));

        var noted = Assert.IsType<TextNoted>((await Store.ReadStreamAsync(Notes, 1, Ct).ToListAsync(Ct))[^1].Data);
        Assert.True(noted.Text.IsErased);
    }

    [Fact]
    public async Task Keys_are_wrapped_by_the_newest()
    {
        await NoteAsync("Plays with matches");
        AddKey("2026-11");

        Assert.Equal("1 keys have been wrapped anew.", await DoneAsync("rotate-keys"));

        Assert.Equal("2026-11", await around!.Database.ScalarAsync<string>("select string_agg(distinct wrapped_by, ',') from activity.subject_keys", Ct));
    }

    [Theory]
    [InlineData(2, "rebuidl", "notes")]
    [InlineData(2, "rebuild")]
    [InlineData(2, "skip", "notes", "1")]
    [InlineData(2, "rotate-keys", "now")]
    [InlineData(1, "rebuild", "nothing")]
    [InlineData(1, "skip", "notes", "1000000", "No such event")]
    [InlineData(1, "skip", "notes", "first", "No such event")]
    public async Task What_cannot_be_done_ends_with_a_code_and_the_reason(int code, params string[] arguments)
    {
        using var says = new StringWriter();
        using var complains = new StringWriter();

        Assert.Equal(code, await ServiceCommands.RunAsync(Store, arguments, says, complains, Ct));

        Assert.Empty(says.ToString());
        Assert.Contains(code == 2 ? ServiceCommands.Usage : arguments[^1] is "nothing" ? "there are notes" : "no ", complains.ToString(), StringComparison.Ordinal);
        Assert.Equal(code, await app!.RunCohesionAsync(arguments));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:8080")]
    [InlineData(false, "--environment=Production")]
    [InlineData(false, "/urls", "http://127.0.0.1:8080")]
    [InlineData(false, "urls=http://127.0.0.1:8080")]
    [InlineData(true, "rebuild", "notes")]
    [InlineData(true, "anything")]
    public void Settings_are_no_commands(bool isCommand, params string[] arguments) => Assert.Equal(isCommand, ServiceCommands.AreIn(arguments));

    public async ValueTask InitializeAsync()
    {
        AddKey("2026-09");
        around = await Surroundings.CreateAsync(Ct);
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in around.SettingsOf("activity"))
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration["Keys:Folder"] = keys;
        builder.Logging.ClearProviders();
        builder.AddCohesion("activity");
        builder.AddStore("activity", store =>
        {
            store.Events(NotesJson.Default, typeof(TextNoted));
            store.Project(NoteCount.Projection, Lifecycle.Inline);
        });
        app = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (around?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(keys, recursive: true);
    }

    private void AddKey(string id) => File.WriteAllText(Path.Combine(keys, id + ".key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>What a command says once it is done; the first one sets the tables up.</summary>
    private async Task<string> DoneAsync(params string[] arguments)
    {
        using var says = new StringWriter();
        using var complains = new StringWriter();
        var code = await ServiceCommands.RunAsync(Store, arguments, says, complains, Ct);
        Assert.Equal((0, ""), (code, complains.ToString()));
        return says.ToString().Trim();
    }

    private async Task<Subject> NoteAsync(string text)
    {
        if (!Store.Home.IsReady)
        {
            await DoneAsync("rebuild", "notes");
        }

        var subject = Subject.Of(Guid.NewGuid());
        await Store.AppendAsync(Notes, ExpectedVersion.Any, [new TextNoted(new(subject, text))], EventMetadata.FromCurrentTrace(), Ct);
        return subject;
    }

    private Task<int> CountedAsync() => around!.Database.ScalarAsync<int>("select texts from activity.notes", Ct);
}

public sealed record TextNoted(PersonalText Text);

public sealed record NoteCount(string TenantId, string NotesId, int Texts)
{
    public static Projection<NoteCount> Projection { get; } = EventStore.Projection.For<NoteCount>("notes").Table("notes", "tenant_id", "notes_id")
        .Ddl("create table if not exists {schema}.notes (tenant_id text, notes_id text, texts integer not null, primary key (tenant_id, notes_id))")
        .On<TextNoted>((_, at) => at.Stream.Id, (row, _, at) => new(at.Stream.Tenant.Value, at.Stream.Id, (row?.Texts ?? 0) + 1));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TextNoted))]
public sealed partial class NotesJson : JsonSerializerContext;
