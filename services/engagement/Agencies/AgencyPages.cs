using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>Gathers what the pages about one agency show.</summary>
public sealed class AgencyPages(AgencyList agencies, ApiKeyList keys, ApiKeyPeppers peppers, TimeProvider clock)
{
    /// <summary>The agency's page, with the key that was just made: shown this once, kept by no browser.</summary>
    public async Task<IResult> ShowAsync(AgencyId id, Caller caller, IssuedKey? issued, HttpResponse response, CancellationToken ct)
    {
        if (await agencies.FindAsync(id, ct) is not { } agency)
        {
            return Problems.NotFound();
        }

        response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<ShowAgencyPage>(new
        {
            Caller = caller,
            Agency = agency,
            Keys = await keys.OfAsync(id, ct),
            Issued = issued,
            Peppers = peppers,
            Now = clock.GetUtcNow(),
        });
    }

    public async Task<(AgencyListItem Agency, ApiKeyListItem Key)?> FindKeyAsync(Guid id, Guid key, CancellationToken ct) =>
        await agencies.FindAsync(AgencyId.Of(id), ct) is { } agency && (await keys.OfAsync(AgencyId.Of(id), ct)).FirstOrDefault(one => one.KeyId == key) is { } found
            ? (agency, found)
            : null;

    /// <summary>What a form was wrong about, or why the decision was no, at the field that is nearest to it.</summary>
    internal static IReadOnlyList<Fault> Faults(Fields fields, DecideResult? result, string where) =>
        result is DecideResult.Refused refused ? [new Fault(where, refused.Code, refused.Reason)] : fields.Faults;
}
