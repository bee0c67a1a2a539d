using Cohesion.Activity.Participation;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Web;
using Dapper;

namespace Cohesion.Activity.Records;

/// <summary>Everything that this service holds on a learner, for the copy that answers a subject access request.</summary>
public sealed class HeldHere(Store store) : IHeldOnLearners
{
    public async Task<HeldPart> OfAsync(int urn, Guid learner, CancellationToken ct)
    {
        var tenant = Tenant.Of(urn);
        await using var connection = await store.OpenAsync(tenant, ct);
        Task<IEnumerable<T>> AskAsync<T>(string file) =>
            connection.QueryAsync<T>(new CommandDefinition(store.Sql(typeof(HeldHere).Assembly, file), new { tenant = tenant.Value, learner }, cancellationToken: ct));
        var named = await AskAsync<Name>("Records.FindName.sql");
        var sessions = await AskAsync<Attended>("Records.FindAttended.sql");
        var coming = await AskAsync<Coming>("Records.FindComing.sql");
        var reasons = await AskAsync<Reason>("Records.FindReasons.sql");
        return new HeldPart("activity", "Activities and registers",
        [
            .. named.Select(name => new HeldItem("As registers list them", [new("Name", name.DisplayName), new("Year group", name.YearGroup), new("Form", name.Form)])),
            .. sessions.Select(session => new HeldItem($"{session.Title}, {Words.Date(session.OnDay)}", [new("Register", session.Present ? "Present" : "Absent")])),
            .. coming.Select(session => new HeldItem($"{session.Title}, {Words.Date(session.OnDay)}", [new("Invited", "By name")])),
            .. reasons.Select(reason => new HeldItem(
                $"Not taking part, {new AcademicYear(reason.Year)}",
                [new("Reason", Codes.LabelOf(Reasons.All, reason.Code)), new("Recorded", Words.Moment(new DateTimeOffset(reason.RecordedAt, TimeSpan.Zero)))])),
        ]);
    }

    private sealed record Name(string DisplayName, string YearGroup, string Form);

    private sealed record Attended(DateOnly OnDay, string Title, bool Present);

    private sealed record Coming(DateOnly OnDay, string Title);

    private sealed record Reason(int Year, string Code, DateTime RecordedAt);
}
