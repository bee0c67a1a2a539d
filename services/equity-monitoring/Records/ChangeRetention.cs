using System.Globalization;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>A head says how long the school keeps a kind of record, and by whose authority it departs from the toolkit.</summary>
internal sealed class ChangeRetention(Store store, KnownSchools schools, TimeProvider clock)
{
    /// <summary>A rule; what is left out is as the default has it.</summary>
    /// <param name="UntilAge">0 to 100.</param>
    /// <param name="YearsAfterLeaving">0 to 100.</param>
    /// <param name="Authority">"irms", "local-authority", "trust", "governors".</param>
    public sealed record Request(int? UntilAge, int? YearsAfterLeaving, string? Authority);

    public sealed record Response(IReadOnlyList<RetentionRule> Rules);

    public static Decision Decide(RetentionSchedule schedule, RetentionRule rule, string by, DateTimeOffset now) => schedule.Rules.Contains(rule)
        ? Decision.Accept() // it is so
        : Decision.Accept(new RetentionRuleSet(rule.Record, rule.UntilAge, rule.YearsAfterLeaving, rule.Authority, by, now));

    public static IReadOnlyList<Fault> FaultsOf(RetentionRule rule) =>
    [
        .. Wrong(rule.UntilAge) ? [new Fault("untilAge", "out-of-range", $"Enter an age from 0 to {RetentionSchedule.MostYears}")] : Array.Empty<Fault>(),
        .. Wrong(rule.YearsAfterLeaving) ? [new Fault("yearsAfterLeaving", "out-of-range", $"Enter years from 0 to {RetentionSchedule.MostYears}")] : Array.Empty<Fault>(),
        .. rule is { Record: RetentionSchedule.Referral, UntilAge: not 0 } ? [new Fault("untilAge", "not-for-referrals", "Enter years only: the school does not know the age of a child who is not on its roll")] : Array.Empty<Fault>(),
        .. rule is { UntilAge: 0, YearsAfterLeaving: 0 } ? [new Fault("yearsAfterLeaving", "nothing-kept", "Enter an age, years after leaving, or both: records are not kept for no time at all")] : Array.Empty<Fault>(),
        .. RetentionSchedule.Authorities.All(code => code.Value != rule.Authority) ? [new Fault("authority", "required", "Choose what the rule rests on")] : Array.Empty<Fault>(),
    ];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/equity/schools/{urn:int}/retention", AnswerAsync)
            .Audited("retention", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("SeeRetention").WithTags("Records").WithSummary("How long the school keeps which records.");
        app.MapPut("/api/v1/equity/schools/{urn:int}/retention/{record}", HandleAsync)
            .Audited("retention", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool()
            .WithName("ChangeRetention").WithTags("Records").WithSummary("Say how long the school keeps a kind of record (\"learner\", \"sen\", \"referral\").");
        app.MapGet("/equity/schools/{urn:int}/retention/{record}", (int urn, string record, Caller caller, ChangeRetention change, CancellationToken ct) => change.ShowAsync(urn, record, null, caller, [], ct))
            .Audited("retention", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool();
        app.MapPost("/equity/schools/{urn:int}/retention/{record}", SubmitAsync)
            .Audited("retention", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool();
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> AnswerAsync(int urn, Store store, HttpResponse response, CancellationToken ct)
    {
        var (schedule, version) = await RetentionSchedule.OfAsync(store, urn, ct);
        response.SetVersion(version);
        return TypedResults.Ok(new Response(schedule.Rules));
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        int urn, string record, Request request, HttpRequest http, HttpResponse response, Caller caller, ChangeRetention change, CancellationToken ct)
    {
        if (RetentionSchedule.Defaults.FirstOrDefault(rule => rule.Record == record) is not { } usual)
        {
            return Problems.NotFound();
        }

        var rule = new RetentionRule(record, request.UntilAge ?? usual.UntilAge, request.YearsAfterLeaving ?? usual.YearsAfterLeaving, request.Authority ?? "");
        var faults = FaultsOf(rule).ToList();
        if (!http.TryReadIfMatch(out var version))
        {
            faults.Add(new Fault("If-Match", "malformed", "If-Match is the ETag of the schedule."));
        }

        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        if (await change.SetAsync(urn, rule, version, caller, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.Ok(new Response((await RetentionSchedule.OfAsync(change.Store, urn, ct)).Schedule.Rules));
    }

    private static async Task<IResult> SubmitAsync(int urn, string record, HttpRequest request, Caller caller, ChangeRetention change, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var rule = new RetentionRule(record, YearsIn(form, "untilAge"), YearsIn(form, "yearsAfterLeaving"), form["authority"].ToString());
        if (FaultsOf(rule) is { Count: > 0 } faults)
        {
            return await change.ShowAsync(urn, record, form, caller, faults, ct);
        }

        if (RetentionSchedule.Defaults.All(usual => usual.Record != record))
        {
            return Problems.NotFound();
        }

        await change.SetAsync(urn, rule, null, caller, ct);
        return TypedResults.LocalRedirect($"/equity/schools/{urn}/records?done=retention");
    }

    private static bool Wrong(int years) => years is < 0 or > RetentionSchedule.MostYears;

    private static int YearsIn(IFormCollection form, string field) => form[field].ToString().Trim() is var text && text.Length == 0 ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : -1;

    private Store Store => store;

    private Task<DecideResult> SetAsync(int urn, RetentionRule rule, long? version, Caller caller, CancellationToken ct) => store.DecideAsync(
        RetentionSchedule.Aggregate, RetentionSchedule.StreamOf(urn), version, schedule => Decide(schedule, rule, caller.PersonId, clock.GetUtcNow()),
        EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, mustExist: false);

    private async Task<IResult> ShowAsync(int urn, string record, IFormCollection? form, Caller caller, IReadOnlyList<Fault> faults, CancellationToken ct) =>
        await schools.FindAsync(urn, ct) is { } school && (await RetentionSchedule.OfAsync(store, urn, ct)).Schedule.Rules.FirstOrDefault(rule => rule.Record == record) is { } rule
            ? new RazorComponentResult<RetentionPage>(new { Caller = caller, Place = Place.School(urn, school.Name), Rule = rule, Form = form, Errors = faults })
            {
                StatusCode = faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
            }
            : Problems.NotFound();
}
