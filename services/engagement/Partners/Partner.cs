using System.Text.Json.Serialization;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Partners;

[JsonConverter(typeof(IdentityJson<PartnerId>))]
public readonly record struct PartnerId(Guid Value) : IIdentity<PartnerId>
{
    public static PartnerId Of(Guid value) => new(value);

    public StreamKey StreamAt(int urn) => new(Tenant.Of(urn), ToString());

    public override string ToString() => $"partner-{Value:D}";
}

/// <summary>A school began to work with an organisation. Whom one speaks to there is a row of its own.</summary>
public sealed record PartnerRegistered(PartnerId PartnerId, string Name, string Sector, string? Community, DateOnly? Since, DateTimeOffset RegisteredAt);

public sealed record PartnerChanged(PartnerId PartnerId, string Name, string Sector, string? Community, DateOnly? Since, DateTimeOffset ChangedAt);

/// <summary>School and partner were in touch.</summary>
public sealed record PartnerContacted(PartnerId PartnerId, DateOnly On, string Medium, DateTimeOffset RecordedAt);

public sealed record PartnershipEnded(PartnerId PartnerId, DateOnly On, DateTimeOffset EndedAt);

/// <summary>An organisation that a school works with: police, a faith group, a business, a college.</summary>
public sealed record Partner(bool Registered, string Name, string Sector, string? Community, DateOnly? Since, DateOnly? LastContact, DateOnly? Ended)
{
    public static readonly Aggregate<Partner> Aggregate = new("partner", new Partner(false, "", "", null, null, null, null), Evolve);

    /// <summary>How a school and a partner are in touch.</summary>
    public static readonly IReadOnlyList<Code> Media =
    [
        new("meeting", "Meeting"), new("visit", "Visit"), new("phone", "Phone call"), new("email", "Email"), new("video", "Video call"), new("letter", "Letter"),
    ];

    /// <summary>The sectors that the policies name: blue-light services, health, businesses, higher education, faith and community groups (A14, A15, B8.2).</summary>
    public static readonly IReadOnlyList<string> ExpectedSectors =
        ["police", "fire", "ambulance", "health", "business", "higher-education", "faith", "community"];

    public static Partner Evolve(Partner partner, object @event) => @event switch
    {
        PartnerRegistered e => partner with { Registered = true, Name = e.Name, Sector = e.Sector, Community = e.Community, Since = e.Since },
        PartnerChanged e => partner with { Name = e.Name, Sector = e.Sector, Community = e.Community, Since = e.Since },
        PartnerContacted e => partner with { LastContact = partner.LastContact is { } last && last > e.On ? last : e.On },
        PartnershipEnded e => partner with { Ended = e.On },
        _ => partner,
    };

    /// <summary>Not in touch for a year, neither by a contact nor by an activity.</summary>
    public static bool IsLapsed(DateOnly? since, DateOnly? lastContact, DateOnly? lastActivity, DateOnly today)
    {
        DateOnly?[] signs = [since, lastContact, lastActivity];
        return signs.Max() is not { } last || last < today.AddYears(-1);
    }

    /// <summary>Refuses what may only be done while the partnership lasts.</summary>
    internal Decision WhileItLasts(object @event) => Ended is null
        ? Decision.Accept(@event)
        : Decision.Refuse("partnership-ended", "This partnership has ended. Register the partner again to take it up.");
}
