using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>What a certificate of erasure says: that a record is gone, since when and why, and what each service removed; not whose it was.</summary>
public sealed record Certificate(
    Guid LearnerId, DateTimeOffset ErasedAt, string Ground, DateOnly KeptUntil, int Identities, int SealedFacts, int FileRows,
    DateTimeOffset? ActivityAt, int? ActivityRows, DateTimeOffset? EngagementAt, int? EngagementRows)
{
    /// <summary>Whether every service has confirmed.</summary>
    public bool Complete => ActivityAt is not null && EngagementAt is not null;
}

/// <summary>Who looks after records sees the certificates of erasure, to keep or to give to whom asked for it.</summary>
public static class SeeCertificates
{
    internal const int PageSize = 50;

    public sealed record Response(IReadOnlyList<Certificate> Certificates);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/equity/schools/{urn:int}/records/certificates", AnswerAsync)
            .Audited("erasures", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("ListCertificates").WithTags("Records").WithSummary("Certificates of erasure, the newest first, 50 a page.");
        app.MapGet("/equity/schools/{urn:int}/records/certificates", ListAsync)
            .Audited("erasures", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
        app.MapGet("/equity/schools/{urn:int}/records/certificates/{learnerId:guid}", ShowAsync)
            .Audited("erasure", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
    }

    private static async Task<Ok<Response>> AnswerAsync(int urn, Store store, CancellationToken ct, int page = 1) =>
        TypedResults.Ok(new Response(await FindAsync(store, urn, null, page, ct)));

    private static async Task<IResult> ListAsync(int urn, string? done, Caller caller, KnownSchools schools, Store store, CancellationToken ct, int page = 1) => await schools.FindAsync(urn, ct) is { } school
        ? new RazorComponentResult<CertificatesPage>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Certificates = await FindAsync(store, urn, null, page, ct),
            Number = Math.Max(1, page),
            Done = done,
        })
        : Problems.NotFound();

    private static async Task<IResult> ShowAsync(int urn, Guid learnerId, Caller caller, KnownSchools schools, Store store, CancellationToken ct) =>
        await schools.FindAsync(urn, ct) is { } school && await FindAsync(store, urn, learnerId, 1, ct) is [var certificate]
            ? new RazorComponentResult<CertificatePage>(new { Caller = caller, Place = Place.School(urn, school.Name), Certificate = certificate })
            : Problems.NotFound();

    private static async Task<IReadOnlyList<Certificate>> FindAsync(Store store, int urn, Guid? learner, int page, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            store.Sql<RecordBook>("Records.FindCertificates.sql"), new { tenant = Tenant.Of(urn).Value, learner, limit = PageSize, offset = (Math.Max(1, page) - 1L) * PageSize }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToCertificate())];
    }

    private sealed record Row(
        Guid LearnerId, DateTime ErasedAt, string ErasedFor, DateOnly KeptUntil, int Identities, int SealedFacts, int FileRows,
        DateTime? ActivityAt, int? ActivityRows, DateTime? EngagementAt, int? EngagementRows)
    {
        public Certificate ToCertificate() => new(
            LearnerId, new(ErasedAt, TimeSpan.Zero), ErasedFor, KeptUntil, Identities, SealedFacts, FileRows, At(ActivityAt), ActivityRows, At(EngagementAt), EngagementRows);

        private static DateTimeOffset? At(DateTime? at) => at is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
    }
}
