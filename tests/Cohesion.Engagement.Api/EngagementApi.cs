using System.Net;
using Cohesion.Engagement.Api;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(EngagementApi))]

namespace Cohesion.Engagement.Api;

/// <summary>Engagement on real PostgreSQL and RabbitMQ, on a Friday morning; tests keep apart by school and agency.</summary>
public sealed class EngagementApi : ServiceUnderTest<EngagementJson>
{
    public static readonly DateTimeOffset Friday = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private static int lastUrn = 300000;

    protected override TimeProvider? Clock { get; } = new StoppedClock(Friday);

    /// <summary>A school of its own for a test, listed as reporting lists it.</summary>
    public async Task<int> ASchoolAsync(CancellationToken ct, int la = 936, bool open = true)
    {
        var urn = Interlocked.Increment(ref lastUrn);
        await Surroundings.Database.ExecuteAsync(
            $"insert into engagement.schools (urn, name, la_code, la_name, open, version) values ({urn}, 'School {urn}', {la}, 'An authority', {open}, 1)", ct);
        return urn;
    }

    /// <summary>A registered agency with a key, as a client that sends it.</summary>
    public async Task<AnAgency> AnAgencyAsync(CancellationToken ct, string name = "Fire service", int[]? schools = null, string[]? reasons = null, object? key = null)
    {
        using var administrator = As(Role.Administrator);
        var agency = (await administrator.PostAsync(
            "/api/v1/agencies", new { name, sector = "fire", schools = schools ?? [], localAuthorities = schools is null ? [936] : Array.Empty<int>(), reasons = reasons ?? [] }, ct))
            .Expect(HttpStatusCode.Created);
        var id = agency.Json["id"]!.GetValue<Guid>();
        return await AKeyAsync(id, key, ct);
    }

    /// <summary>Another key of an agency: for all that it may use, or for what <paramref name="request"/> says.</summary>
    public async Task<AnAgency> AKeyAsync(Guid agency, object? request, CancellationToken ct)
    {
        using var administrator = As(Role.Administrator);
        var key = (await administrator.PostAsync($"/api/v1/agencies/{agency}/keys", request, ct)).Expect(HttpStatusCode.Created).Json;
        return new AnAgency(agency, key["id"]!.GetValue<Guid>(), key["key"]!.GetValue<string>(), ClientWith(key["key"]!.GetValue<string>()));
    }

    public ApiClient ClientWith(string key)
    {
        var client = Anonymous();
        client.Headers.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>A good request about a child called Sam Example.</summary>
    public static Dictionary<string, object?> ARequest(int urn, string urgency = "soon", string name = "Sam Example") => new(StringComparer.Ordinal)
    {
        ["urn"] = urn,
        ["reason"] = "fire-safety",
        ["reasonText"] = "He set fire to a bin behind the youth club.",
        ["urgency"] = urgency,
        ["requestedOutcome"] = "mentoring",
        ["legalBasis"] = new { kind = "consent", who = "Jo Motherly", capacity = "parent", when = "2026-11-12", wordingVersion = "2026-1" },
        ["toldFamily"] = true,
        ["sharingLimits"] = "Do not call before noon.",
        ["immediateDanger"] = false,
        ["subject"] = new { name, dateOfBirth = "2016-05-04", postcode = "GU21 4AB" },
    };

    /// <summary>A referral that has arrived.</summary>
    public static async Task<Guid> ReferAsync(AnAgency agency, int urn, CancellationToken ct, string urgency = "soon", string name = "Sam Example") =>
        (await agency.Client.PostAsync("/api/v1/referrals", ARequest(urn, urgency, name), ct)).Expect(HttpStatusCode.Accepted).Json["id"]!.GetValue<Guid>();
}

/// <summary>An agency as a test uses it.</summary>
public sealed record AnAgency(Guid Id, Guid KeyId, string Key, ApiClient Client);
