using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator makes a new key in the place of one that works. Both work while the agency changes over; then the old one ends.</summary>
public static class ReplaceApiKey
{
    public const int UsualOverlapDays = 7;
    public const int MostOverlapDays = 30;

    /// <summary>For how many more days the old key works (7 unless it is said, 30 at most), and the last day of the new one (as long a life as the old one's unless it is said).</summary>
    public sealed record Request(int? OverlapDays, DateOnly? ExpiresOn)
    {
        public static Request? Read(Fields fields, DateOnly today)
        {
            var request = new Request(OverlapOf(fields), KeyMaker.LastDayOf(fields, today));
            fields.NothingElse();
            return fields.Good ? request : null;
        }

        internal static int? OverlapOf(Fields fields) => fields.Has("overlapDays")
            ? fields.Number("overlapDays", "the number of days for which the old key works on", 0, MostOverlapDays)
            : UsualOverlapDays;
    }

    public static Decision Decide(Agency agency, AgencyId id, ApiKeyId old, ApiKeyId key, string prefix, Request request, DateTimeOffset now)
    {
        if (agency.Keys.ContainsKey(key))
        {
            return KeyMaker.AlreadyShown;
        }

        if (!agency.Keys.TryGetValue(old, out var held))
        {
            return Decision.Refuse("unknown-key", "The agency has no such key.");
        }

        if (!held.Works(now) || held.ReplacedBy is not null)
        {
            return Decision.Refuse("key-not-replaceable", "Only a key that works and has not been replaced can be. Make a new key instead.");
        }

        var overlap = now + TimeSpan.FromDays(request.OverlapDays ?? UsualOverlapDays);
        var end = request.ExpiresOn is { } day ? KeyMaker.EndOf(day) : now + (held.WorksUntil - held.IssuedAt);
        return Decision.Accept(
            new ApiKeyIssuedV2(id, key, prefix, held.Scope, end, now),
            new ApiKeyReplaced(id, old, key, overlap < held.WorksUntil ? overlap : held.WorksUntil, now));
    }

    public static void Map(WebApplication app)
    {
        const string page = "/engagement/agencies/{id:guid}/keys/{keyId:guid}/replace";
        app.MapPost("/api/v1/agencies/{id:guid}/keys/{keyId:guid}/replacement", HandleAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator)
            .Accepts<Request>(isOptional: true, "application/json").Produces<IssuedKey>(StatusCodes.Status201Created).WithTags("Agencies");
        app.MapGet(page, AskAsync)
            .Audited("agency-key", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost(page, SubmitAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Guid keyId, SentJson sent, IdempotencyKey? idempotency, Caller caller, KeyMaker maker, HttpResponse response, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (idempotency is null)
        {
            return KeyMaker.NoIdempotencyKey();
        }

        return Request.Read(fields, London.DayOf(maker.Now)) is { } request
            ? KeyMaker.Answer(await MakeAsync(id, keyId, ApiKeyId.Of(idempotency.Derive("key")), request, caller, maker, ct), $"/api/v1/agencies/{id}/keys", response)
            : Problems.Invalid(fields.Faults);
    }

    private static async Task<IResult> AskAsync(Guid id, Guid keyId, Caller caller, AgencyPages pages, CancellationToken ct) =>
        await pages.FindKeyAsync(id, keyId, ct) is var (agency, key) ? new RazorComponentResult<ReplaceApiKeyPage>(new { Caller = caller, Agency = agency, Key = key }) : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(Guid id, Guid keyId, HttpRequest http, Caller caller, KeyMaker maker, AgencyPages pages, CancellationToken ct)
    {
        if (await pages.FindKeyAsync(id, keyId, ct) is not var (agency, old))
        {
            return Problems.NotFound();
        }

        var form = await http.ReadFormAsync(ct);
        var fields = Fields.OfForm(form);
        var made = Request.Read(fields, London.DayOf(maker.Now)) is { } request
            ? await MakeAsync(id, keyId, ApiKeyId.Of(Guid.CreateVersion7(maker.Now)), request, caller, maker, ct)
            : null;
        return made?.Key is { } key
            ? await pages.ShowAsync(AgencyId.Of(id), caller, key, http.HttpContext.Response, ct)
            : new RazorComponentResult<ReplaceApiKeyPage>(new { Caller = caller, Agency = agency, Key = old, Form = form, Errors = AgencyPages.Faults(fields, made?.Result, "overlapDays") })
            {
                StatusCode = made is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict,
            };
    }

    private static Task<MadeKey> MakeAsync(Guid id, Guid old, ApiKeyId key, Request request, Caller caller, KeyMaker maker, CancellationToken ct) => maker.MakeAsync(
        AgencyId.Of(id), key, caller.PersonId, (state, prefix, now) => Decide(state, AgencyId.Of(id), ApiKeyId.Of(old), key, prefix, request, now), ct);
}
