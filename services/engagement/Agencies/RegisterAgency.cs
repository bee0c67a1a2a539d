using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Engagement.Referrals;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator registers an organisation that refers children, and says to which schools and for which reasons.</summary>
public static class RegisterAgency
{
    /// <summary>An agency as it is entered: schools by URN, local authorities by their three-digit code, and reasons (none: all).</summary>
    public sealed record Request(
        string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons)
    {
        public static readonly Request Empty = new("", "", [], [], []);

        public static Request? Read(Fields fields)
        {
            var request = new Request(
                fields.Text("name", "the name of the agency", 120) ?? "",
                fields.Code("sector", "the sector", Codes.Sectors) ?? "",
                Numbers(fields, "schools", "the schools", 100000, 999999),
                Numbers(fields, "localAuthorities", "the local authorities", 200, 999),
                CodesOf(fields, "reasons", "the reasons", ReferralCodes.Reasons));
            if (fields.Good && request is { Schools.Count: 0, LocalAuthorities.Count: 0 })
            {
                fields.Wrong<object>("schools", "no-scope", "Enter at least one school or local authority that the agency may refer to");
            }

            fields.NothingElse();
            return fields.Good ? request : null;
        }
    }

    /// <summary>What the administrator gets back.</summary>
    public sealed record Registered(Guid Id, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons);

    public static Decision Decide(Agency agency, AgencyId id, Request request, DateTimeOffset now) => agency.Registered
        ? Decision.Accept() // the same request again, after a crash: nothing new
        : Decision.Accept(new AgencyRegistered(id, request.Name, request.Sector, request.Schools, request.LocalAuthorities, request.Reasons, now));

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/agencies", HandleAsync)
            .Audited("agency", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).Idempotent().Accepts<Request>("application/json").WithTags("Agencies");
        app.MapGet("/engagement/agencies/register", (Caller caller) => new RazorComponentResult<AgencyFormPage>(new { Caller = caller }))
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost("/engagement/agencies/register", SubmitAsync)
            .Audited("agency", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<Results<Created<Registered>, ProblemHttpResult>> HandleAsync(
        SentJson sent, IdempotencyKey key, Caller caller, Store store, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var fields = sent.Fields;
        if (Request.Read(fields) is not { } request)
        {
            return Problems.Invalid(fields.Faults);
        }

        var id = AgencyId.Of(key.Derive("agency"));
        if (await RegisterAsync(id, request, caller, store, clock, ct) is not DecideResult.Done done)
        {
            return Problems.Stale();
        }

        response.SetVersion(done.Version);
        return TypedResults.Created(
            $"/api/v1/agencies/{id.Value}",
            new Registered(id.Value, request.Name, request.Sector, request.Schools, request.LocalAuthorities, request.Reasons));
    }

    private static async Task<IResult> SubmitAsync(HttpRequest form, Caller caller, Store store, TimeProvider clock, CancellationToken ct)
    {
        var fields = Fields.OfForm(await form.ReadFormAsync(ct));
        if (Request.Read(fields) is not { } request)
        {
            return new RazorComponentResult<AgencyFormPage>(new { Caller = caller, Form = form.Form, Errors = fields.Faults }) { StatusCode = StatusCodes.Status400BadRequest };
        }

        var id = AgencyId.Of(Guid.CreateVersion7(clock.GetUtcNow()));
        await RegisterAsync(id, request, caller, store, clock, ct);
        return TypedResults.LocalRedirect($"/engagement/agencies/{id.Value}");
    }

    private static Task<DecideResult> RegisterAsync(AgencyId id, Request request, Caller caller, Store store, TimeProvider clock, CancellationToken ct) =>
        store.DecideAsync(
            Agency.Aggregate, id.Stream, version: null, agency => Decide(agency, id, request, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct, mustExist: false);

    /// <summary>Numbers from least to most, each once.</summary>
    internal static int[] Numbers(Fields fields, string name, string what, int least, int most)
    {
        var texts = fields.List(name, what);
        int[] numbers = [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Distinct()];
        return numbers.All(number => number >= least && number <= most) ? numbers
            : fields.Wrong<int[]>(name, "wrong-number", $"{Words.Sentence(what)} must be numbers from {least} to {most}") ?? [];
    }

    /// <summary>Codes of a set, each once.</summary>
    internal static string[] CodesOf(Fields fields, string name, string what, IReadOnlyList<Code> set)
    {
        string[] codes = [.. fields.List(name, what).Distinct(StringComparer.Ordinal)];
        return codes.All(given => set.Any(code => code.Value == given)) ? codes
            : fields.Wrong<string[]>(name, "unknown-code", $"{Words.Sentence(what)} must be among: {string.Join(", ", set.Select(code => code.Value))}") ?? [];
    }
}
