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

        var lasOf = trusts.ToDictionary(t => t.Key, t => t.Select(s => s.LaCode).ToHashSet());
        foreach (var las in Unions(schools.Select(s => s.LaCode).Distinct(), lasOf.Values))
        {
            // What is left when a reader takes every trust that lies within these authorities from their figures.
            var inside = lasOf.Where(t => t.Value.IsSubsetOf(las)).Select(t => t.Key).ToHashSet();
            var others = schools.Where(s => las.Contains(s.LaCode) && (s.TrustId is null || !inside.Contains(s.TrustId)));
            yield return new AreaSum(
                "the local authority’s figure and its other trusts and schools",
                [.. inside.Select(Body.Trust), .. others.Select(s => s.Body)],
                [.. las.Select(Body.LocalAuthority)]);
        }
    }

    /// <summary>Each authority by itself, those that one trust straddles, and all that trusts tie together.</summary>
    private static IEnumerable<HashSet<int>> Unions(IEnumerable<int> las, IEnumerable<HashSet<int>> straddled)
    {
        var sets = new HashSet<HashSet<int>>(HashSet<int>.CreateSetComparer());
        sets.UnionWith(las.Select(la => new HashSet<int> { la }));
        sets.UnionWith(straddled);
        sets.UnionWith(Tied(straddled));
        return sets;
    }

    /// <summary>The authorities tied together by trusts that straddle them.</summary>
    public static IReadOnlyList<HashSet<int>> Tied(IEnumerable<HashSet<int>> straddled)
    {
        var tied = new List<HashSet<int>>();
        foreach (var las in straddled)
        {
            var touching = tied.Where(t => t.Overlaps(las)).ToList();
            tied.RemoveAll(touching.Contains);
            tied.Add([.. las, .. touching.SelectMany(t => t)]);
        }

        return tied;
    }
}
