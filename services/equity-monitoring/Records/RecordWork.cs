using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>What the steps with a record share.</summary>
internal static class RecordWork
{
    /// <summary>A record that has been erased is as one that was never there.</summary>
    public static readonly Decision Gone = Decision.Refuse("erased", "This record has been erased.");

    public static Results<NoContent, ProblemHttpResult> Answer(DecideResult result, HttpResponse response)
    {
        if (result is not DecideResult.Done done)
        {
            return result is DecideResult.Refused { Code: "erased" } ? Problems.NotFound() : Problems.From(result);
        }

        response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }
}
