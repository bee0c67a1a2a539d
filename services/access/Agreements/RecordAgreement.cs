using Cohesion.Access.Schools;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Agreements;

/// <summary>A school records what figures it shares with its trust or its local authority; without that they see none of them.</summary>
public sealed class RecordAgreement(Store store, KnownSchools schools, TimeProvider clock)
{
    private readonly KnownSchools schools = schools;
    private readonly TimeProvider clock = clock;

    /// <summary>Who says what a school shares.</summary>
    public static readonly Role[] Keepers = [Role.Head, Role.OrganisationAdministrator];

    /// <summary>What is agreed.</summary>
    /// <param name="With">"trust-" with the trust's id, or "la-" with the authority's code.</param>
    /// <param name="Shares">"reach", "activities", "referrals".</param>
    /// <param name="Basis">"public-task", "legal-obligation", "legitimate-interests".</param>
    /// <param name="From">The first day, today if left out: "2026-11-22".</param>
    /// <param name="Until">The last day; without one it lasts until it is ended.</param>
    public sealed record Request(string? With, IReadOnlyList<string>? Shares, string? Basis, string? From, string? Until);

    public sealed record Response(Guid AgreementId);

    public static Decision Decide(SharingAgreements agreements, AgreementId id, SharingTerms terms, string by, DateTimeOffset now) =>
        agreements.Find(id) is not null ? Decision.Accept() // the same request again
        : agreements.All.Values.Any(other => other.Overlaps(terms))
            ? Decision.Refuse("already-agreed", "There is an agreement with them for some of these days. End it first.")
            : Decision.Accept(new SharingAgreed(id, terms.With, terms.Shares, terms.Basis, terms.From, terms.Until, by, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/access/schools/{urn:int}/agreements", HandleAsync)
            .Audited("sharing-agreement", AuditAct.Changed, AuditPurpose.Access).RequireRoles(Keepers).InSchool().Idempotent().WithTags("Sharing");
        app.MapGet("/access/schools/{urn:int}/agreements/record", AskAsync)
            .Audited("sharing-agreement", AuditAct.Saw, AuditPurpose.Access).RequireRoles(Keepers).InSchool();
        app.MapPost("/access/schools/{urn:int}/agreements/record", SubmitAsync)
            .Audited("sharing-agreement", AuditAct.Changed, AuditPurpose.Access).RequireRoles(Keepers).InSchool();
    }

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        int urn, Request request, IdempotencyKey key, Caller caller, RecordAgreement record, HttpResponse response, CancellationToken ct)
    {
        if (await record.schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        var faults = new List<Fault>();
        var (from, until) = (Periods.Read("from", request.From, faults), Periods.Read("until", request.Until, faults));
        if (record.Check(SharingPartner.Of(school), new SharingTerms(request.With ?? "", request.Shares ?? [], request.Basis ?? "", from ?? record.Today, until), faults) is not { } terms)
        {
            return Problems.Invalid(faults);
        }

        var id = AgreementId.Of(key.Derive("agreement"));
        if (await record.AgreeAsync(urn, id, terms, caller, ct) is var result && result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.Created($"/api/v1/access/schools/{urn}/agreements", new Response(id.Value));
    }

    private static async Task<Results<RazorComponentResult<RecordAgreementPage>, ProblemHttpResult>> AskAsync(int urn, Caller caller, RecordAgreement record, CancellationToken ct) =>
        await record.schools.FindAsync(urn, ct) is { } school ? Page(caller, SharingSchool.Of(school), null, []) : Problems.NotFound();

    private static async Task<Results<RazorComponentResult<RecordAgreementPage>, RedirectHttpResult, ProblemHttpResult>> SubmitAsync(
        int urn, HttpRequest request, Caller caller, RecordAgreement record, CancellationToken ct)
    {
        if (await record.schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var faults = new List<Fault>();
        DateFields.TryRead(form, "from", "The first day", faults, out var from);
        DateFields.TryRead(form, "until", "The last day", faults, out var until);
        var asked = new SharingTerms(form["with"].ToString(), [.. form["shares"].OfType<string>()], form["basis"].ToString(), from ?? record.Today, until);
        if (record.Check(SharingPartner.Of(school), asked, faults) is not { } terms)
        {
            return Page(caller, SharingSchool.Of(school), form, faults);
        }

        return await record.AgreeAsync(urn, AgreementId.Of(Guid.CreateVersion7(record.clock.GetUtcNow())), terms, caller, ct) switch
        {
            DecideResult.Refused(var code, var reason) => Page(caller, SharingSchool.Of(school), form, [new Fault("with", code, reason)]),
            DecideResult.Done => TypedResults.LocalRedirect($"/access/schools/{urn}/agreements?done=agreed"),
            var other => Problems.From(other),
        };
    }

    private static RazorComponentResult<RecordAgreementPage> Page(Caller caller, SharingSchool school, IFormCollection? form, IReadOnlyList<Fault> faults) =>
        new(new { Caller = caller, School = school, Form = form, Errors = faults })
        {
            StatusCode = faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };

    private DateOnly Today => London.Today(clock);

    private Task<DecideResult> AgreeAsync(int urn, AgreementId id, SharingTerms terms, Caller caller, CancellationToken ct) => store.DecideAsync(
        SharingAgreements.Aggregate, SharingAgreements.StreamOf(urn), version: null, agreements => Decide(agreements, id, terms, caller.PersonId, clock.GetUtcNow()),
        EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, mustExist: false);

    /// <summary>Null where something is wrong; every fault is named.</summary>
    private SharingTerms? Check(IReadOnlyList<SharingPartner> partners, SharingTerms terms, List<Fault> faults)
    {
        if (partners.All(partner => partner.Tenant != terms.With))
        {
            faults.Add(new Fault("with", "not-a-partner", "Choose the school’s trust or its local authority"));
        }

        if (terms.Shares.Count == 0 || terms.Shares.Any(code => Codes.SharedFigures.All(known => known.Value != code)))
        {
            faults.Add(new Fault("shares", "required", "Choose what figures the school shares"));
        }

        if (LegalBases.All.All(known => known.Value != terms.Basis))
        {
            faults.Add(new Fault("basis", "required", "Choose the legal basis"));
        }

        Periods.Check(terms.From, terms.Until, Today, faults);
        return faults.Count == 0 ? terms with { Shares = [.. terms.Shares.Distinct(StringComparer.Ordinal)] } : null;
    }
}
