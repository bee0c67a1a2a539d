using Cohesion.EventStore;

namespace Cohesion.Reporting.Schools;

/// <summary>The trust a school is in: GIAS's own code, or where a file has names only, a code made of the name.</summary>
public sealed record Trust(string Id, string Name);

/// <summary>What GIAS says about a school, apart from its trust.</summary>
/// <param name="EstablishmentNumber">Four digits; with the LA code it is the school's DfE number.</param>
/// <param name="Status">One of <see cref="EstablishmentStatus.All"/>.</param>
/// <param name="NumberOfPupils">Headcount at the last census; null where GIAS has none.</param>
public sealed record SchoolDetails(
    string Name, int LaCode, string LaName, string? EstablishmentNumber, string Type, string Phase, string Status, DateOnly? OpenedOn, DateOnly? ClosedOn,
    int? LowAge, int? HighAge, int? NumberOfPupils, string? Town, string? Postcode)
{
    public bool IsOpen => Status is EstablishmentStatus.Open or EstablishmentStatus.ProposedToClose;

    public bool IsClosed => Status is EstablishmentStatus.Closed;
}

/// <summary>One field of a school that a GIAS file changed.</summary>
public sealed record FieldChange(string Field, string? From, string? To);

/// <summary>A GIAS file named a school for the first time.</summary>
public sealed record SchoolListed(Urn Urn, SchoolDetails Details, Trust? Trust, DateTimeOffset ListedAt);

/// <summary>A later file says something else about a school.</summary>
public sealed record SchoolDetailsChanged(Urn Urn, SchoolDetails Details, IReadOnlyList<FieldChange> Changes, DateTimeOffset ChangedAt);

/// <summary>A school joined a trust, or went from one to another.</summary>
public sealed record SchoolJoinedTrust(Urn Urn, Trust Trust, Trust? Former, DateTimeOffset JoinedAt);

/// <summary>A school is in no trust any more.</summary>
public sealed record SchoolLeftTrust(Urn Urn, Trust Former, DateTimeOffset LeftAt);

/// <summary>A school closed; the day is the one that GIAS gives.</summary>
public sealed record SchoolClosed(Urn Urn, DateOnly? ClosedOn, DateTimeOffset NotedAt);

/// <summary>A school that was closed is not any more.</summary>
public sealed record SchoolReopened(Urn Urn, DateTimeOffset NotedAt);

/// <summary>A school of England as the register of schools (GIAS) knows it.</summary>
public sealed record School(SchoolDetails? Details, Trust? Trust)
{
    public static readonly Aggregate<School> Aggregate = new("school", new School(null, null), Evolve);

    public static School Evolve(School school, object @event) => @event switch
    {
        SchoolListed listed => new School(listed.Details, listed.Trust),
        SchoolDetailsChanged changed => school with { Details = changed.Details },
        SchoolJoinedTrust joined => school with { Trust = joined.Trust },
        SchoolLeftTrust => school with { Trust = null },
        _ => school,
    };
}
