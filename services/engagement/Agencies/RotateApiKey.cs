using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>An agency looks at the key it sends, and takes a new one in its place: one that opens no more and lives no longer than the key that asks.</summary>
public static class RotateApiKey
{
    /// <summary>For how many more days the key that asks works: 7 unless it is said, 30 at most.</summary>
    public sealed record Request(int? OverlapDays)
    {
        public static Request? Read(Fields fields)
        {
            var request = new Request(ReplaceApiKey.Request.OverlapOf(fields));
            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    /// <summary>The key that came with the request: until when it works, and what it opens of what its agency may use (an empty list sets no limit).</summary>
    public sealed record OwnKey(
        Guid Id, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities,
        IReadOnlyList<string> Reasons, IReadOnlyList<string> Urgencies);

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/agency-keys/current", Show)
            .Audited("agency-key", AuditAct.Saw, AuditPurpose.Partnership).RequireAgency().WithTags("Agency keys");

        // Not Idempotent(), as the making of a key is not: the answer holds the key and must be kept by nobody.
        app.MapPost("/api/v1/agency-keys/rotate", HandleAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership).RequireAgency()
            .Accepts<Request>(isOptional: true, "application/json").Produces<IssuedKey>(StatusCodes.Status201Created).WithTags("Agency keys");
    }

    private static Ok<OwnKey> Show(ReferringAgency agency)
    {
        var (key, scope) = (agency.Key, agency.Key.Scope);
        return TypedResults.Ok(new OwnKey(key.Id.Value, key.Prefix, key.IssuedAt, key.ExpiresAt, scope.Schools, scope.LocalAuthorities, scope.Reasons, scope.Urgencies));
    }

    private static async Task<IResult> HandleAsync(
        SentJson sent, IdempotencyKey? idempotency, ReferringAgency agency, KeyMaker maker, HttpResponse response, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (idempotency is null)
        {
            return KeyMaker.NoIdempotencyKey();
        }

        if (Request.Read(fields) is not { } request)
        {
            return Problems.Invalid(fields.Faults);
        }

        using var _ = DataScope.Beyond("the agency's own stream is the platform's");
        var key = ApiKeyId.Of(idempotency.Derive("key"));
        var made = await maker.MakeAsync(
            agency.Id, key, agency.Id.ToString(),
            (state, prefix, now) => ReplaceApiKey.Decide(state, agency.Id, agency.Key.Id, key, prefix, new ReplaceApiKey.Request(request.OverlapDays, ExpiresOn: null), now), ct);
        return KeyMaker.Answer(made, "/api/v1/agency-keys", response);
    }
}
