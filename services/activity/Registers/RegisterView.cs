using System.Diagnostics;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Sessions;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Registers;

/// <summary>What the register page shows.</summary>
public sealed record RegisterView(
    Caller Caller, Place Place, Session Session, bool Correcting, string When, IReadOnlyList<RollLearner> Listed, IReadOnlySet<string> Absent,
    IReadOnlyList<RollLearner> Found, IReadOnlyList<RollForm> Forms, IReadOnlyList<NamedVisitor> Visitors, RegisterForm Form);

/// <summary>Draws the register page: first as the audience and the roll say, then as the form was sent.</summary>
public sealed class RegisterDesk(Store store, SchoolRoll roll, Visitors visitors, SchoolNames schools, TimeProvider clock)
{
    /// <summary>The session and its version; null where the school has no such session.</summary>
    public async Task<(Session Session, long Version)?> FindAsync(int urn, Guid id, CancellationToken ct)
    {
        var (session, version) = await store.LoadAsync(Session.Aggregate, RegisterBook.KeyOf(urn, new SessionId(id)), ct);
        return version == 0 ? null : (session, version);
    }

    /// <summary>The form as it is before anybody has ticked anything.</summary>
    public async Task<RegisterForm> FreshAsync(int urn, Session session, long version, CancellationToken ct)
    {
        IReadOnlyList<LearnerId> listed = session.Register is { } register
            ? [.. register.Present, .. register.Absent]
            : [.. (await roll.ExpectedAsync(Tenant.Of(urn), session.Plan.Audience, session.Invited, session.Time.On, ct)).Select(learner => learner.LearnerId)];
        return new RegisterForm(
            listed, session.Register?.Absent.ToHashSet() ?? [], [], "", "", "", Known(session).Select(visitor => visitor.VisitorId).ToHashSet(), "", "",
            Guid.CreateVersion7(clock.GetUtcNow()), version);
    }

    /// <summary>Visitors who were planned or who came.</summary>
    public Task<IReadOnlyList<NamedVisitor>> VisitorsAsync(int urn, Session session, CancellationToken ct) =>
        visitors.NamedAsync(Tenant.Of(urn), session.Register is null ? session.Plan.Visitors : [.. session.Plan.Visitors.UnionBy(session.Register.Visitors, visitor => visitor.VisitorId)], ct);

    public async Task<RazorComponentResult<RegisterPage>> ShowAsync(
        int urn, Session session, RegisterForm form, Caller caller, bool correcting, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        var tenant = Tenant.Of(urn);
        var forms = await roll.FormsAsync(tenant, ct);
        if (form.Step == "add-form" && form.AddForm.Length > 0)
        {
            var added = await roll.ExpectedAsync(tenant, Audience.Nobody with { Forms = [form.AddForm] }, [], session.Time.On, ct);
            form = form with { Listed = [.. form.Listed.Union(added.Select(learner => learner.LearnerId))] };
        }

        var listed = await roll.NamedAsync(tenant, form.Everyone, ct);
        IReadOnlyList<RollLearner> found = form.Step == "find" && form.Find.Length > 0
            ? [.. (await roll.FindAsync(tenant, form.Find, ct)).ExceptBy(form.Everyone, learner => learner.LearnerId)]
            : [];
        var view = new RegisterView(
            caller, await schools.PlaceOfAsync(urn, ct), session, correcting, Words.When(session.StartsAt, clock.GetUtcNow()), listed,
            form.Absent.Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal), found, forms, await VisitorsAsync(urn, session, ct),
            form with { Listed = form.Everyone });
        return new RazorComponentResult<RegisterPage>(new { View = view, Errors = errors }) { StatusCode = status };
    }

    /// <summary>Writes what the form says; or draws the page again, with who was found or added, or with what is wrong.</summary>
    public async Task<IResult> SaveAsync(
        int urn, Guid id, Caller caller, HttpRequest request, bool correcting, Func<SessionId, long?, RegisterSheet, Task<RegisterResult>> write, CancellationToken ct)
    {
        var form = RegisterForm.Read(await request.ReadFormAsync(ct));
        if (await FindAsync(urn, id, ct) is not var (session, version))
        {
            return Problems.NotFound();
        }

        Task<RazorComponentResult<RegisterPage>> AgainAsync(RegisterForm shown, IReadOnlyList<Fault> errors, int status) =>
            ShowAsync(urn, session, shown, caller, correcting, errors, status, ct);

        if (form.Step.Length > 0)
        {
            return await AgainAsync(form, [], 200);
        }

        if (form.Faults() is { Count: > 0 } faults)
        {
            return await AgainAsync(form, faults, 400);
        }

        return await write(session.Id, form.Version, form.ToSheet(await VisitorsAsync(urn, session, ct))) switch
        {
            RegisterResult.Invalid invalid => await AgainAsync(form, invalid.Faults, 400),
            RegisterResult.Decided { Result: DecideResult.Done } => Results.Redirect(ShowSession.PathOf(urn, session.Id) + (correcting ? "?corrected=1" : "?saved=1")),
            RegisterResult.Decided { Result: DecideResult.Stale } when correcting => await AgainAsync(
                form with { Version = version },
                [new Fault("", "stale", "Somebody else has changed this register since you opened it. Check it, then save again to replace theirs.")], 409),
            RegisterResult.Decided { Result: DecideResult.Refused refused } => await AgainAsync(form, [new Fault("", refused.Code, refused.Reason)], 409),
            RegisterResult.Decided other => Problems.From(other.Result),
            _ => throw new UnreachableException(),
        };
    }

    private static IReadOnlyList<Visitor> Known(Session session) => session.Register?.Visitors ?? session.Plan.Visitors;
}
