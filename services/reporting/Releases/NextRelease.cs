using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Releases;

/// <summary>
/// Decides what may leave now, given all that has left before. A school whose total, told before, has changed by fewer than the threshold stands:
/// its last figures are told again. So does one that no hiding would protect. Where that leaves nothing new, nothing leaves; but a school that
/// ends its agreement is always taken out.
/// </summary>
public static class NextRelease
{
    /// <summary>The release, or null: the one before it stands.</summary>
    /// <param name="earlier">The oldest first.</param>
    /// <param name="thresholdFor">None for an audience that is told nothing.</param>
    public static Release? Decide(
        IReadOnlyList<CountedSchool> counted, IReadOnlyList<Release> earlier, TableShape shape, Func<Audience, int?> thresholdFor, DateTimeOffset now)
    {
        var last = earlier.Count == 0 ? new Dictionary<int, CountedSchool>() : earlier[^1].Schools;
        var standing = counted.Where(c => last.ContainsKey(c.Figures.Urn) && MustStand(c.Figures, earlier, shape, thresholdFor)).Select(c => c.Figures.Urn).ToHashSet();
        while (true)
        {
            var schools = counted.Select(c => standing.Contains(c.Figures.Urn) ? last[c.Figures.Urn].StandsIn(c.Figures) : c).ToDictionary(c => c.Figures.Urn);
            var tables = Tables([.. schools.Values.Select(c => c.Figures)], earlier, shape, thresholdFor);
            var unprotected = tables.Values.SelectMany(t => t.Unprotected).ToHashSet();
            if (unprotected.Count == 0)
            {
                var release = new Release(0, now, schools, tables) { Earlier = earlier };
                return earlier.Count > 0 && release.TellsTheSameAs(earlier[^1]) ? null : release;
            }

            var more = unprotected.Where(urn => last.ContainsKey(urn) && schools.ContainsKey(urn) && !standing.Contains(urn)).ToList();
            if (more.Count == 0)
            {
                return earlier.Count > 0 && earlier[^1].CountsOneThatLeft(counted) ? WithoutWhoLeft(earlier, counted, now) : null;
            }

            standing.UnionWith(more);
        }
    }

    /// <summary>The last release again, each school where it was and still is; an area that has lost one waits for a release that can tell it.</summary>
    private static Release WithoutWhoLeft(IReadOnlyList<Release> earlier, IReadOnlyList<CountedSchool> counted, DateTimeOffset now)
    {
        var last = earlier[^1];
        var schools = counted.Where(c => last.Schools.ContainsKey(c.Figures.Urn)).Select(c => last.Schools[c.Figures.Urn].StaysIn(c.Figures)).ToDictionary(c => c.Figures.Urn);
        var tables = last.Tables.ToDictionary(t => t.Key, t => t.Value.WithoutWhoLeft([.. schools.Values.Select(s => s.Figures)]));
        return new Release(0, now, schools, tables) { Earlier = earlier };
    }

    private static Dictionary<Audience, Publication> Tables(
        List<SchoolFigures> schools, IReadOnlyList<Release> earlier, TableShape shape, Func<Audience, int?> thresholdFor)
    {
        var tables = new Dictionary<Audience, Publication>();
        Publication? nearer = null;
        foreach (var audience in Enum.GetValues<Audience>().Where(a => thresholdFor(a) is not null))
        {
            var told = earlier.Where(e => e.Tables.ContainsKey(audience)).Select(e => e.Tables[audience]).ToList();
            // With the same threshold and the same past the answer is the same.
            nearer = nearer is not null && thresholdFor(audience) == thresholdFor(audience - 1) && told.SequenceEqual(earlier.Where(e => e.Tables.ContainsKey(audience - 1)).Select(e => e.Tables[audience - 1]))
                ? nearer : Publication.Of(schools, shape, thresholdFor(audience)!.Value, told, nearer);
            tables[audience] = nearer;
        }

        return tables;
    }

    /// <summary>Whether a reader who was told a school's total would learn from a new one about fewer learners than the threshold.</summary>
    private static bool MustStand(SchoolFigures now, IReadOnlyList<Release> earlier, TableShape shape, Func<Audience, int?> thresholdFor) =>
        earlier.Any(release => release.Schools.TryGetValue(now.Urn, out var then) && shape.Totals.Any(total =>
            Change.Between(then.Figures.Figures.GetValueOrDefault(total), now.Figures.GetValueOrDefault(total)) is var change
            && release.Tables.Any(t => t.Value[then.Figures.Body, total].Visibility.IsKnown() && change.IsUnsafe(thresholdFor(t.Key) ?? 0, shape.Headcounts.Contains(total)))));
}
