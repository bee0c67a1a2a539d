using System.Text.Json;
using Cohesion.Contracts;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>An agency refers a child to a school. The school's clock runs from this moment; the agency learns that it arrived, and nothing about the child.</summary>
public static class ReceiveReferral
{
    /// <summary>What the agency gets at once. Whether the school knows the child stays in the school: the match is always pending.</summary>
    public sealed record Receipt(Guid Id, string State, string Match, DateTimeOffset ReceivedAt, DateTimeOffset DecideBy);

    public static Decision Decide(Referral referral, ReferralId id, ReferralRequest request, AgencyId agency, string sector, WorkingDays calendar, DateTimeOffset now)
    {
        if (referral.State != ReferralState.None)
        {
            return Decision.Accept(); // the same request again, after a crash: it had arrived
        }

        var basis = request.LegalBasis;
        return Decision.Accept(new ReferralReceived(
            id, agency, request.Urn, sector, request.Reason, request.RequestedOutcome, request.Urgency, basis.Kind, basis.Capacity, basis.When, basis.WordingVersion,
            request.ToldFamily, request.SharingLimits is not null, ReferralClocks.DecideBy(request.Urgency, now, calendar), now));
    }

    public static void Map(WebApplication app) =>
        app.MapPost("/api/v1/referrals", HandleAsync)
            .Audited("referral", AuditAct.Changed, AuditPurpose.Referral, special: true).RequireAgency().Idempotent().Accepts<ReferralRequest>("application/json").WithTags("Referrals");

    private static async Task<Results<Accepted<Receipt>, ProblemHttpResult>> HandleAsync(
        SentJson sent, IdempotencyKey key, ReferringAgency agency, SchoolList schools, ReferralPapers papers, Store store, TimeProvider clock, HttpResponse response,
        CancellationToken ct)
    {
        var (fields, body, now) = (sent.Fields, sent.Body, clock.GetUtcNow());
        if (ReferralRequest.IsImmediateDanger(body))
        {
            return ImmediateDanger();
        }

        var request = ReferralRequest.Read(fields, London.DayOf(now));
        await CheckScopeAsync(fields, body, agency, schools, ct);
        if (request is null || !fields.Good)
        {
            return Problems.Invalid(fields.Faults);
        }

        using var _ = DataScope.Beyond("an agency puts a referral in front of a school that it may refer to");
        var id = ReferralId.Of(key.Derive("referral"));
        var result = await store.DecideAsync(
            Referral.Aggregate, id.StreamAt(request.Urn), version: null,
            referral => Decide(referral, id, request, agency.Id, agency.Sector, WorkingDays.England, now),
            EventMetadata.FromCurrentTrace(by: agency.Id.ToString()), ct, mustExist: false,
            alongside: async (work, inside) =>
            {
                await papers.KeepSubjectAsync(work, request.Urn, id, request.Subject, inside);
                await papers.KeepTextsAsync(work, request.Urn, id, TextsOf(request), inside);
            });
        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.Accepted(
            $"/api/v1/referrals/{id.Value}",
            new Receipt(id.Value, "received", "pending", now, ReferralClocks.DecideBy(request.Urgency, now, WorkingDays.England)));
    }

    /// <summary>An unknown school, a closed one and one that the agency may not refer to get the same answer.</summary>
    private static async Task CheckScopeAsync(Fields fields, JsonElement body, ReferringAgency agency, SchoolList schools, CancellationToken ct)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (body.TryGetProperty("urn", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var urn) && urn is >= 100000 and <= 999999
            && (await schools.FindAsync(urn, ct) is not { } school || !agency.MayReferTo(school)))
        {
            fields.Wrong<object>("urn", "unknown-school", "No school with this URN takes referrals from your agency");
        }

        if (body.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String && !agency.MayGive(reason.GetString()!)
            && ReferralCodes.Reasons.Any(code => code.Value == reason.GetString()))
        {
            fields.Wrong<object>("reason", "reason-not-allowed", "Your agency, or this key, may not refer for this reason");
        }

        if (body.TryGetProperty("urgency", out var urgency) && urgency.ValueKind == JsonValueKind.String && !agency.Key.Scope.MayAsk(urgency.GetString()!)
            && ReferralCodes.Urgencies.Any(code => code.Value == urgency.GetString()))
        {
            fields.Wrong<object>("urgency", "urgency-not-allowed", "This key may not refer with this urgency");
        }
    }

    private static ProblemHttpResult ImmediateDanger() => TypedResults.Problem(
        type: "urn:cohesion:problem:immediate-danger",
        title: "Call 999 now",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        detail: "A referral is not read at once. Call 999, then telephone the school and ask for its designated safeguarding lead. Nothing was stored.",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["signpost"] = "999; the school's designated safeguarding lead" });

    private static List<ReferralText> TextsOf(ReferralRequest request)
    {
        (string Kind, string? Text)[] given =
        [
            (ReferralText.Reason, request.ReasonText), (ReferralText.NotTold, request.NotToldReason), (ReferralText.SharingLimits, request.SharingLimits),
            (ReferralText.ConsentBy, request.LegalBasis.Who), (ReferralText.WithoutConsent, request.LegalBasis.Reason),
        ];
        return [.. given.Where(text => text.Text is not null).Select(text => new ReferralText(text.Kind, text.Text!))];
    }
}
