using System.Text.Json.Serialization;
using Cohesion.Contracts;
using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator makes a key for an agency, for all that it may use or for less. It is shown this once; only its hash is kept.</summary>
public static class IssueApiKey
{
    /// <summary>The last day of the key (a year from now unless it is said, two at most), and what it opens of what its agency may use; an empty list sets no limit.</summary>
    public sealed record Request(
        DateOnly? ExpiresOn, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons, IReadOnlyList<string> Urgencies)
    {
        public static readonly Request Whole = new(null, [], [], [], []);

        [JsonIgnore]
        public KeyScope Scope => new(Schools, LocalAuthorities, Reasons, Urgencies);

        public static Request? Read(Fields fields, DateOnly today)
        {
            var request = new Request(
                KeyMaker.LastDayOf(fields, today),
                RegisterAgency.Numbers(fields, "schools", "the schools", 100000, 999999),
                RegisterAgency.Numbers(fields, "localAuthorities", "the local authorities", 200, 999),
                RegisterAgency.CodesOf(fields, "reasons", "the reasons", ReferralCodes.Reasons),
                RegisterAgency.CodesOf(fields, "urgencies", "the urgencies", ReferralCodes.Urgencies));
            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    public static Decision Decide(Agency agency, AgencyId id, ApiKeyId key, string prefix, Request request, IReadOnlyList<SchoolRow> known, DateTimeOffset now)
    {
        if (agency.Keys.ContainsKey(key))
        {
            return KeyMaker.AlreadyShown;
        }

        if (request.Scope.BeyondOf(agency.Scope, known) is { } beyond)
        {
            return Decision.Refuse("key-too-wide", $"A key opens no more than its agency may use, and that does not include {beyond}.");
        }

        return agency.WorkingKeys(now) >= Agency.MostKeys
            ? Decision.Refuse("too-many-keys", $"An agency has at most {Agency.MostKeys} keys. Revoke one first.")
            : Decision.Accept(new ApiKeyIssuedV2(id, key, prefix, request.Scope, request.ExpiresOn is { } day ? KeyMaker.EndOf(day) : now + KeyMaker.Lifetime, now));
    }

    public static void Map(WebApplication app)
    {
        // Not Idempotent(): an answer kept for repeating would hold the key. The same Idempotency-Key again answers that it was shown.
        app.MapPost("/api/v1/agencies/{id:guid}/keys", HandleAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator)
            .Accepts<Request>(isOptional: true, "application/json").Produces<IssuedKey>(StatusCodes.Status201Created).WithTags("Agencies");
        app.MapGet("/engagement/agencies/{id:guid}/keys/make", AskAsync)
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost("/engagement/agencies/{id:guid}/keys", SubmitAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<IResult> HandleAsync(
        Guid id, SentJson sent, IdempotencyKey? idempotency, Caller caller, KeyMaker maker, SchoolList schools, HttpResponse response, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (idempotency is null)
        {
            return KeyMaker.NoIdempotencyKey();
        }

        return Request.Read(fields, London.DayOf(maker.Now)) is { } request
            ? KeyMaker.Answer(await MakeAsync(id, ApiKeyId.Of(idempotency.Derive("key")), request, caller, maker, schools, ct), $"/api/v1/agencies/{id}/keys", response)
            : Problems.Invalid(fields.Faults);
    }

    private static async Task<IResult> AskAsync(Guid id, Caller caller, AgencyList agencies, CancellationToken ct) =>
        await agencies.FindAsync(AgencyId.Of(id), ct) is { } agency
            ? new RazorComponentResult<ApiKeyFormPage>(new { Caller = caller, Agency = agency })
            : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(
        Guid id, HttpRequest http, Caller caller, KeyMaker maker, SchoolList schools, AgencyList agencies, AgencyPages pages, CancellationToken ct)
    {
        if (await agencies.FindAsync(AgencyId.Of(id), ct) is not { } agency)
        {
            return Problems.NotFound();
        }

        var form = await http.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        var made = Request.Read(fields, London.DayOf(maker.Now)) is { } request
            ? await MakeAsync(id, ApiKeyId.Of(Guid.CreateVersion7(maker.Now)), request, caller, maker, schools, ct)
            : null;
        return made?.Key is { } key
            ? await pages.ShowAsync(AgencyId.Of(id), caller, key, http.HttpContext.Response, ct)
            : new RazorComponentResult<ApiKeyFormPage>(new { Caller = caller, Agency = agency, Form = form, Errors = AgencyPages.Faults(fields, made?.Result, "schools") })
            {
                StatusCode = made is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict,
            };
    }

    private static async Task<MadeKey> MakeAsync(Guid id, ApiKeyId key, Request request, Caller caller, KeyMaker maker, SchoolList schools, CancellationToken ct)
    {
        var (agency, known) = (AgencyId.Of(id), await schools.FindAsync(request.Schools, ct));
        return await maker.MakeAsync(agency, key, caller.PersonId, (state, prefix, now) => Decide(state, agency, key, prefix, request, known, now), ct);
    }
}
