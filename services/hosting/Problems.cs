using Cohesion.EventStore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Hosting;

/// <summary>RFC 9457 problems with stable types, "urn:cohesion:problem:…".</summary>
public static class Problems
{
    private const string Prefix = "urn:cohesion:problem:";

    /// <summary>409: the domain says no.</summary>
    public static ProblemHttpResult Refused(string code, string reason) => Of(StatusCodes.Status409Conflict, code, "This cannot be done now", reason);

    /// <summary>409: the domain says no.</summary>
    public static ProblemHttpResult Refused(Decision.Refused refusal) => Refused(refusal.Code, refusal.Reason);

    /// <summary>412: the thing has changed since the version that If-Match names.</summary>
    public static ProblemHttpResult Stale() =>
        Of(StatusCodes.Status412PreconditionFailed, "stale", "This has changed since you read it", "Read it again and repeat the change with the new ETag.");

    /// <summary>404: not there, or not the caller's; the answer is the same.</summary>
    public static ProblemHttpResult NotFound() => Of(StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing here that you may see.");

    /// <summary>400 with every fault named; nothing was stored.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<Fault> faults) => TypedResults.Problem(
        detail: string.Join(" ", faults.Take(5).Select(fault => fault.Message)),
        statusCode: StatusCodes.Status400BadRequest,
        title: faults.Count == 1 ? "There is a problem" : $"There are {faults.Count} problems",
        type: Prefix + "invalid",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = faults });

    /// <summary>422, 403 or another status with a code of its own.</summary>
    public static ProblemHttpResult Of(int status, string code, string title, string detail) =>
        TypedResults.Problem(detail: detail, statusCode: status, title: title, type: Prefix + code);

    /// <summary>The problem of a decision that was not accepted.</summary>
    /// <exception cref="ArgumentException">The decision was accepted.</exception>
    public static ProblemHttpResult From(DecideResult result) => result switch
    {
        DecideResult.Refused refused => Refused(refused.Code, refused.Reason),
        DecideResult.Stale => Stale(),
        DecideResult.NotFound => NotFound(),
        _ => throw new ArgumentException("The decision was accepted; there is no problem to tell.", nameof(result)),
    };
}
