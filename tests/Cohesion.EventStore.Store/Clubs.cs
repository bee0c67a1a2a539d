using System.Text.Json.Serialization;

using Cohesion.EventStore;

namespace Cohesion.EventStoreTests;

public sealed record ClubOpened(string Name, DateOnly On);

public sealed record LearnersCame(Guid[] Learners, DateOnly On);

public sealed record ClubClosed(ClubClosing Why);

public sealed record ClubRenamed(string Name);

/// <summary>An old shape, read as <see cref="ClubRenamed"/>.</summary>
public sealed record ClubNameChanged(string From, string To);

/// <summary>Known to some services under test only.</summary>
public sealed record ClubMoved(string Where);

public enum ClubClosing
{
    EndOfYear,
    TooFewCame,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ClubOpened))]
[JsonSerializable(typeof(LearnersCame))]
[JsonSerializable(typeof(ClubClosed))]
[JsonSerializable(typeof(ClubRenamed))]
[JsonSerializable(typeof(ClubNameChanged))]
[JsonSerializable(typeof(ClubMoved))]
[JsonSerializable(typeof(Club))]
public sealed partial class ClubsJson : JsonSerializerContext;

/// <summary>What the tests decide about.</summary>
public sealed record Club(string? Name, int Visits, bool IsClosed)
{
    public static Aggregate<Club> Aggregate { get; } = new("club", new Club(null, 0, false), Evolve);

    public static Type[] Events { get; } = [typeof(ClubOpened), typeof(LearnersCame), typeof(ClubClosed), typeof(ClubRenamed), typeof(ClubNameChanged)];

    public static Decision Welcome(Club club, params Guid[] learners) => club.IsClosed
        ? Decision.Refuse("club-closed", "Nobody can come to a closed club.")
        : Decision.Accept(new LearnersCame(learners, new DateOnly(2026, 11, 20)));

    private static Club Evolve(Club club, object @event) => @event switch
    {
        ClubOpened opened => club with { Name = opened.Name },
        ClubRenamed renamed => club with { Name = renamed.Name },
        LearnersCame came => club with { Visits = club.Visits + came.Learners.Length },
        ClubClosed => club with { IsClosed = true },
        _ => club,
    };
}

/// <summary>A row for each club that is open.</summary>
public sealed record ClubList(string TenantId, string ClubId, string Name, DateOnly OpenedOn, string[] Names, long Version, DateTimeOffset ChangedAt)
{
    public bool WasRenamed => Names.Length > 1;

    public static Projection<ClubList> Projection() => EventStore.Projection.For<ClubList>("club_list")
        .Version(1)
        .Table("club_list", "tenant_id", "club_id")
        .Ddl("ClubList.sql")
        .On<ClubOpened>(
            (_, at) => at.Stream.Id,
            (row, opened, at) => new(at.Stream.Tenant.Value, at.Stream.Id, opened.Name, opened.On, [opened.Name], at.Version, at.Timestamp))
        .On<ClubRenamed>(
            (_, at) => (at.Stream.Tenant, at.Stream.Id),
            (row, renamed, at) => row is null ? null : row with { Name = renamed.Name, Names = [.. row.Names, renamed.Name], Version = at.Version, ChangedAt = at.Timestamp })
        .On<ClubClosed>((_, at) => at.Stream.Id, (_, _, _) => null);
}

/// <summary>A row for each learner: rows that many streams write.</summary>
public sealed record Visits(string TenantId, Guid Learner, int Times, DateOnly LastOn)
{
    public static Projection<Visits> Projection(string name = "visits") => EventStore.Projection.For<Visits>(name)
        .Table(name, "tenant_id", "learner")
        .Ddl(name == "visits" ? "Visits.sql" : $"create table if not exists {{schema}}.{name} (tenant_id text, learner uuid, times integer not null, last_on date not null, primary key (tenant_id, learner))")
        .OnEach(
            (LearnersCame came) => came.Learners,
            (learner, _, _) => learner,
            (row, learner, came, at) => new Visits(at.Stream.Tenant.Value, learner, (row?.Times ?? 0) + 1, came.On));
}
