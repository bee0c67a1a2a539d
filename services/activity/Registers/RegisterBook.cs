using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <summary>A register as it is sent: who was present, or who was absent of those expected; and visitors.</summary>
/// <param name="Present">Null: everyone expected who is not absent.</param>
/// <param name="Absent">Null: everyone expected who is not present.</param>
/// <param name="Visitors">Null: those of the register so far, else those of the plan.</param>
public sealed record RegisterSheet(IReadOnlyList<LearnerId>? Present, IReadOnlyList<LearnerId>? Absent, IReadOnlyList<NamedVisitor>? Visitors);

/// <summary>What became of a register that was sent.</summary>
public abstract record RegisterResult
{
    private RegisterResult()
    {
    }

    public sealed record Invalid(IReadOnlyList<Fault> Faults) : RegisterResult;

    public sealed record Decided(DecideResult Result, int Present, int Absent) : RegisterResult;
}

/// <summary>Where registers are written: fills in who else was expected, checks them against the roll, and appends.</summary>
public sealed class RegisterBook(Store store, SchoolRoll roll, Visitors visitors, TimeProvider clock)
{
    public Task<RegisterResult> TakeAsync(int urn, SessionId id, long? version, RegisterSheet sheet, string by, CancellationToken ct) =>
        WriteAsync(urn, id, version, sheet, by, TakeRegister.Decide, ct);

    public Task<RegisterResult> CorrectAsync(int urn, SessionId id, long? version, RegisterSheet sheet, string by, CancellationToken ct) =>
        WriteAsync(urn, id, version, sheet, by, CorrectRegister.Decide, ct);

    public Task<DecideResult> UndoAsync(int urn, SessionId id, string by, CancellationToken ct) => store.DecideAsync(
        Session.Aggregate, KeyOf(urn, id), null, session => UndoRegister.Decide(session, clock.GetUtcNow()), EventMetadata.FromCurrentTrace(by: by), ct);

    public static StreamKey KeyOf(int urn, SessionId id) => new(Tenant.Of(urn), id.ToString());

    private async Task<RegisterResult> WriteAsync(int urn, SessionId id, long? version, RegisterSheet sheet, string by, Write decide, CancellationToken ct)
    {
        var (session, at) = await store.LoadAsync(Session.Aggregate, KeyOf(urn, id), ct);
        if (at == 0)
        {
            return new RegisterResult.Decided(new DecideResult.NotFound(), 0, 0);
        }

        var expected = await roll.ExpectedAsync(Tenant.Of(urn), session.Plan.Audience, session.Invited, session.Time.On, ct);
        var present = sheet.Present ?? [.. expected.Select(learner => learner.LearnerId).Except(sheet.Absent ?? [])];
        var absent = sheet.Absent ?? [.. expected.Select(learner => learner.LearnerId).Except(present)];
        HashSet<LearnerId> known = [.. expected.Select(learner => learner.LearnerId), .. session.Register?.Present ?? [], .. session.Register?.Absent ?? []];
        if (await FaultsAsync(urn, known, present, absent, ct) is { Count: > 0 } faults)
        {
            return new RegisterResult.Invalid(faults);
        }

        var result = await store.DecideAsync(
            Session.Aggregate, KeyOf(urn, id), version,
            current => decide(current, present, absent, sheet.Visitors?.Select(visitor => visitor.Unnamed).ToList() ?? current.Register?.Visitors ?? current.Plan.Visitors, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: by), ct, alongside: (work, token) => visitors.PutAsync(work, Tenant.Of(urn), sheet.Visitors ?? [], token));
        return new RegisterResult.Decided(result, present.Count, absent.Count);
    }

    private async Task<IReadOnlyList<Fault>> FaultsAsync(
        int urn, HashSet<LearnerId> known, IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent, CancellationToken ct)
    {
        var others = present.Concat(absent).Where(id => !known.Contains(id)).ToList();
        if (others.Count > 0)
        {
            known.UnionWith((await roll.NamedAsync(Tenant.Of(urn), others, ct)).Select(learner => learner.LearnerId));
        }

        return TakeRegister.FaultsOf(present, absent, known);
    }

    private delegate Decision Write(
        Session session, IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent, IReadOnlyList<Visitor> visitors, DateTimeOffset now);
}
