using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Agencies;

/// <summary>The key, once; where it takes another's place, with when that one ends.</summary>
public sealed record IssuedKey(Guid Id, string Key, DateTimeOffset ExpiresAt, DateTimeOffset? OldKeyWorksUntil);

/// <summary>What became of the wish for a key; no key where it was refused.</summary>
public sealed record MadeKey(DecideResult Result, IssuedKey? Key);

/// <summary>Makes keys: what is decided about one and its hash commit together, and the secret is given to who asked, once.</summary>
public sealed class KeyMaker(Store store, Database database, ApiKeyPeppers peppers, TimeProvider clock)
{
    /// <summary>How long a key works unless it is said otherwise.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>No key works for longer than this many years.</summary>
    public const int MostYears = 2;

    public static readonly Decision AlreadyShown =
        Decision.Refuse("key-already-shown", "This key was made and shown before and cannot be shown again. Revoke it and make another if it was lost.");

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The last day of a key, which must come and be within two years; null where none was sent. A fault is added where it cannot be.</summary>
    public static DateOnly? LastDayOf(Fields fields, DateOnly today)
    {
        var day = fields.Date("expiresOn", "the last day on which the key works", required: false);
        return day is null || (day > today && day <= today.AddYears(MostYears)) ? day
            : fields.Wrong<DateOnly?>("expiresOn", "not-within-two-years", $"The last day on which the key works must be after today and at most {MostYears} years from now");
    }

    public static DateTimeOffset EndOf(DateOnly day) => Contracts.London.Moment(day, new TimeOnly(23, 59, 59)).ToUniversalTime();

    public async Task<MadeKey> MakeAsync(AgencyId agency, ApiKeyId id, string by, Func<Agency, string, DateTimeOffset, Decision> decide, CancellationToken ct)
    {
        var (key, now) = (ApiKey.Make(), Now);
        var hash = peppers.Hash(key.Text);
        var result = await store.DecideAsync(
            Agency.Aggregate, agency.Stream, version: null, state => decide(state, key.Prefix, now), EventMetadata.FromCurrentTrace(by: by), ct,
            alongside: (work, inside) => database.RunAsync(work, "Agencies.KeepKeyHash.sql", [key.Prefix, id.Value, hash.Pepper, hash.Hash], inside));
        if (result is not DecideResult.Done done)
        {
            return new MadeKey(result, null);
        }

        var events = done.Events.Select(stored => stored.Data).ToList();
        return new MadeKey(result, new IssuedKey(
            id.Value, key.Text, events.OfType<ApiKeyIssuedV2>().Single().ExpiresAt, events.OfType<ApiKeyReplaced>().SingleOrDefault()?.WorksUntil));
    }

    /// <summary>The answer of a program that asked for a key; nobody on the way may keep it.</summary>
    internal static IResult Answer(MadeKey made, string place, HttpResponse response)
    {
        if (made.Key is not { } key)
        {
            return made.Result is DecideResult.Refused { Code: "unknown-key" } ? Problems.NotFound() : Problems.From(made.Result);
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"{place}/{key.Id}", key);
    }

    internal static IResult NoIdempotencyKey() =>
        Problems.Of(StatusCodes.Status400BadRequest, "idempotency-key-missing", "Idempotency-Key is missing", "Send a header Idempotency-Key with a value of your own.");
}
