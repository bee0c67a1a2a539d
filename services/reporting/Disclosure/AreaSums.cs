namespace Cohesion.Reporting.Disclosure;

/// <summary>Places that make up others: the schools of a trust; the trusts and other schools of a local authority, or of several that trusts straddle.</summary>
public sealed record AreaSum(string From, IReadOnlyList<Body> Members, IReadOnlyList<Body> Wholes, bool Substitutes = false);

public static class AreaSums
{
    public static IEnumerable<AreaSum> Of(IReadOnlyList<SchoolFigures> schools)
    {
        var trusts = schools.Where(s => s.TrustId is not null).GroupBy(s => s.TrustId!).ToList();
        foreach (var trust in trusts)
        {
            yield return new AreaSum("the trust’s figure and its other schools", [.. trust.Select(s => s.Body)], [Body.Trust(trust.Key)], Substitutes: true);
        }

        var outermost = trusts.ToDictionary(t => t.Key, t => t.Select(Outermost).ToHashSet());
        foreach (var wholes in Unions(schools.Where(s => s.LaCode is not null).Select(Outermost).Distinct(), outermost.Values))
        {
            // What is left when a reader takes every trust that lies within these authorities from their figures.
            var inside = outermost.Where(t => t.Value.IsSubsetOf(wholes)).Select(t => t.Key).ToHashSet();
            var others = schools.Where(s => wholes.Contains(Outermost(s)) && (s.TrustId is null || !inside.Contains(s.TrustId)));
            yield return new AreaSum(
                "the local authority’s figure and its other trusts and schools", [.. inside.Select(Body.Trust), .. others.Select(s => s.Body)], [.. wholes]);
        }
    }

    /// <summary>Sets tied together by having a member in common.</summary>
    public static IReadOnlyList<HashSet<T>> Tied<T>(IEnumerable<HashSet<T>> sets)
    {
        var tied = new List<HashSet<T>>();
        foreach (var set in sets)
        {
            var touching = tied.Where(t => t.Overlaps(set)).ToList();
            tied.RemoveAll(touching.Contains);
            tied.Add([.. set, .. touching.SelectMany(t => t)]);
        }

        return tied;
    }

    /// <summary>The authority that a school's figures add into; without one the school, whose figures make themselves.</summary>
    private static Body Outermost(SchoolFigures school) => school.LaCode is { } la ? Body.LocalAuthority(la) : school.Body;

    /// <summary>Each authority by itself, those that one trust straddles, and all that trusts tie together.</summary>
    private static HashSet<HashSet<Body>> Unions(IEnumerable<Body> authorities, IEnumerable<HashSet<Body>> straddled)
    {
        var sets = new HashSet<HashSet<Body>>(HashSet<Body>.CreateSetComparer());
        sets.UnionWith(authorities.Select(la => new HashSet<Body> { la }));
        sets.UnionWith(straddled);
        sets.UnionWith(Tied(straddled));
        return sets;
    }
}
