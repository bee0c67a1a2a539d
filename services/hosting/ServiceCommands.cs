using System.Globalization;
using Cohesion.EventStore;

namespace Cohesion.Hosting;

/// <summary>What whoever operates a service may have it do once, instead of serving: <c>dotnet Cohesion.Activity.dll rebuild year_ledger</c>.</summary>
public static class ServiceCommands
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int NotUnderstood = 2;

    private static readonly IReadOnlyList<Command> All =
    [
        new("rebuild", ["READ-MODEL"], "makes a read model anew from the events, while its old rows are served", async (store, words, ct) =>
        {
            await store.RebuildAsync(words[0], ct);
            return $"{words[0]} has been rebuilt.";
        }),
        new("skip", ["READ-MODEL|Publisher", "POSITION", "REASON"], "lets it go on for ever without an event that it cannot read or apply, on record", async (store, words, ct) =>
        {
            await store.Home.SkipAsync(words[0], PositionOf(words[1]), words[2], Environment.UserName, ct);
            return $"{words[0]} goes on without event {words[1]}.";
        }),
        new("skip", ["READ-MODEL|Publisher", "POSITION", "REASON", "SHARD"], "the same on another shard than home", async (store, words, ct) =>
        {
            await store.ShardNamed(words[3]).SkipAsync(words[0], PositionOf(words[1]), words[2], Environment.UserName, ct);
            return $"{words[0]} goes on without event {words[1]} of {words[3]}.";
        }),
        new("move", ["TENANT", "SHARD"], "moves a school to another shard, while everything goes on", async (store, words, ct) =>
        {
            await store.MoveAsync(new Tenant(words[0]), words[1], ct);
            return $"{words[0]} is on {words[1]}.";
        }),
        new("erase", ["TENANT", "SUBJECT"], "destroys a subject's key for ever: its texts in events read as erased", async (store, words, ct) =>
            await store.EraseAsync(new Tenant(words[0]), new Subject(words[1]), ct) ? "The key has been destroyed." : "There was no key; there will never be one."),
        new("resend", ["SINCE"], "sends other services again what was published since a moment: 2026-11-27T08:00Z", async (store, words, ct) =>
        {
            await store.ResendAsync(MomentOf(words[0]), ct);
            return $"What was published since {words[0]} is being sent again.";
        }),
        new("rotate-keys", [], "wraps the subjects' keys with the newest key-encryption key", async (store, _, ct) =>
            (await store.RotateKeysAsync(ct)).ToString(CultureInfo.InvariantCulture) + " keys have been wrapped anew."),
    ];

    /// <summary>Every command with its words, one a line.</summary>
    public static string Usage { get; } = string.Join(
        '\n', [.. All.Select(command => $"  {string.Join(' ', [command.Name, .. command.Words]),-44} {command.Does}"), $"  {VerifyAudit.Usage,-44} {VerifyAudit.Does}"]);

    /// <summary>Whether these arguments are a command, known or not; what begins with a dash or a slash or is a setting is for the host.</summary>
    public static bool AreIn(IReadOnlyList<string> arguments) => arguments is [[not ('-' or '/'), ..] first, ..] && !first.Contains('=', StringComparison.Ordinal);

    /// <summary>Gives the exit code: 0 when it is done, 1 when it cannot be done, 2 for what is no command.</summary>
    public static async Task<int> RunAsync(Store store, IReadOnlyList<string> arguments, TextWriter says, TextWriter complains, CancellationToken ct)
    {
        if (All.FirstOrDefault(known => known.Name == arguments[0] && known.Words.Count == arguments.Count - 1) is not { } command)
        {
            await complains.WriteLineAsync($"{arguments[0]}: no such command, or not its words. Without a command the service serves. Commands:\n{Usage}");
            return NotUnderstood;
        }

        try
        {
            await says.WriteLineAsync(await command.RunAsync(store, [.. arguments.Skip(1)], ct));
            return Done;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            await complains.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private static long PositionOf(string word) => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
        ? position : throw new ArgumentException($"{word} is no position.", nameof(word));

    private static DateTimeOffset MomentOf(string word) => DateTimeOffset.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        ? moment : throw new ArgumentException($"{word} is no moment.", nameof(word));

    private sealed record Command(string Name, IReadOnlyList<string> Words, string Does, Func<Store, IReadOnlyList<string>, CancellationToken, Task<string>> RunAsync);
}
