using Cohesion.EventStore;
using Contract = Cohesion.Contracts.Reporting;

namespace Cohesion.Reporting.Schools;

/// <summary>Tells the other services which schools there are. Facts are those of the newest version, so that a late message is never older than its number.</summary>
public static class SchoolPublisher
{
    public static async Task<IReadOnlyList<Outgoing>> Map(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct)
    {
        var urns = page.Select(UrnOf).OfType<Urn>().Select(u => u.Value).Distinct().ToArray();
        if (urns.Length == 0)
        {
            return [];
        }

        var rows = await new Tables(context.Store).ReadAsync(context.Connection, "Schools.SchoolsByUrn.sql", SchoolList.Read, ct, urns);
        var facts = rows.ToDictionary(r => r.Urn, r => r.Facts);
        return [.. page.Where(e => UrnOf(e) is { } urn && facts.ContainsKey(urn.Value)).Select(e => Outgoing.Of(Message(e.Data, facts[UrnOf(e)!.Value.Value]), e))];
    }

    private static object Message(object @event, Contract.SchoolFacts facts) => @event switch
    {
        SchoolJoinedTrust joined => new Contract.SchoolJoinedTrust(facts, joined.Former?.Id, joined.JoinedAt),
        SchoolLeftTrust left => new Contract.SchoolJoinedTrust(facts, left.Former.Id, left.LeftAt),
        SchoolClosed closed => new Contract.SchoolClosed(facts, closed.ClosedOn, closed.NotedAt),
        SchoolListed listed => new Contract.SchoolListed(facts, listed.ListedAt),
        SchoolDetailsChanged changed => new Contract.SchoolListed(facts, changed.ChangedAt),
        SchoolReopened reopened => new Contract.SchoolListed(facts, reopened.NotedAt),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Urn? UrnOf(StoredEvent stored) => stored.Data switch
    {
        SchoolListed e => e.Urn,
        SchoolDetailsChanged e => e.Urn,
        SchoolJoinedTrust e => e.Urn,
        SchoolLeftTrust e => e.Urn,
        SchoolClosed e => e.Urn,
        SchoolReopened e => e.Urn,
        _ => null,
    };
}
