using System.Text.Json.Serialization;
using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A learner came to an activity: the event that all measurements store, about 300 bytes of JSON.</summary>
public sealed record VisitMade(int Number, Guid LearnerId, Guid PartnerId, string Partner, string Programme, string Place, DateOnly On, TimeOnly Starts, int Minutes, string Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VisitMade))]
internal sealed partial class VisitsJson : JsonSerializerContext;

/// <summary>What is known of an activity from its visits.</summary>
public sealed record Activity(int Visits, int Minutes)
{
    public const string Alias = "activity";

    public static Aggregate<Activity> Aggregate { get; } = new(Alias, new Activity(0, 0), Evolve);

    private static Activity Evolve(Activity activity, object @event) => @event switch
    {
        VisitMade visit => new(activity.Visits + 1, activity.Minutes + visit.Minutes),
        _ => activity,
    };
}

/// <summary>Visits made up, always new ones, spread over a hundred schools.</summary>
internal static class Visits
{
    public const int Schools = 100;
    public const int FirstSchool = 120_000;
    private const int LearnersASchool = 100;
    private static readonly Guid Partner = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
    private static int activities = 100_000_000;

    /// <summary>The stream of an activity, by its number.</summary>
    public static StreamKey Activity(int number) => new(Tenant.Of(FirstSchool + (number % Schools)), Result.Text($"activity-{number:D9}"));

    /// <summary>An activity that nobody has heard of.</summary>
    public static StreamKey NewActivity() => Activity(Interlocked.Increment(ref activities));

    public static VisitMade Visit(int number) => new(
        number,
        new Guid(number % LearnersASchool, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]),
        Partner,
        "Guildford Youth Theatre",
        "Holiday activities and food",
        "The Old School Hall",
        new DateOnly(2026, 11, 20),
        new TimeOnly(15, 30),
        30 + (number % 60),
        "Came with a friend, stayed to the end");

    /// <summary>What a request would say about itself; new for each, as there.</summary>
    public static EventMetadata Metadata() => EventMetadata.FromCurrentTrace(by: "staff-0192f3a1");
}
