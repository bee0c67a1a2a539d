using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>The codes of authorities that have issued UPNs. A child keeps the number for life, so codes of authorities that no longer exist stay valid here.</summary>
public static class IssuingAuthorities
{
    private static readonly FrozenSet<int> Current = Codes(
    [
        201..203, 204..213, 301..320, 330..336, 340..344, 350..359, 370..373, 380..384, 390..394, 420..420, 800..803, 805..808, 810..813, 815..816, 821..823,
        825..826, 830..831, 838..841, 845..846, 850..852, 855..857, 860..861, 865..874, 876..896, 908..908, 916..916, 919..919, 921..921, 925..926,
        929..929, 931..931, 933..933, 935..938, 940..943,
    ]);

    // Bedfordshire, Dorset, Poole, Bournemouth, Cheshire, Cumbria and Northamptonshire before their reorganisations.
    private static readonly FrozenSet<int> Retired = FrozenSet.ToFrozenSet([820, 835, 836, 837, 875, 909, 928]);

    // Children come from Wales (660 to 681) and from the Ministry of Defence's schools (702) with the number they have.
    private static readonly FrozenSet<int> Elsewhere = Codes([660..681, 702..702]);

    public static bool Contains(int code) => Current.Contains(code) || Retired.Contains(code) || Elsewhere.Contains(code);

    private static FrozenSet<int> Codes(Range[] ranges) =>
        ranges.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value + 1)).ToFrozenSet();
}
