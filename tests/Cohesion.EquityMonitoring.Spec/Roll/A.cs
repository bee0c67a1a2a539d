using Cohesion.EquityMonitoring.Roll;

namespace Cohesion.EquityMonitoring.Spec.Roll;

/// <summary>Rows and learners of a roll, alike but for what a test is about.</summary>
internal static class A
{
    public static readonly DateOnly Monday = new(2026, 11, 23);
    public static readonly Characteristics Said = new("F", "WBRI", "ENG", "N", "N", "N");

    public static RollRow Row(int pupil, string year = "5", string form = "5B", string? status = null, string forename = "Sam", string? ethnicity = "WBRI", string? preferred = null) => new(
        pupil + 1, UpnOf(pupil), "Lovell", forename, null, preferred, new(2016, 10, 2), year, form, "F", ethnicity, "ENG", "N", "N", "N", status);

    public static KnownLearner Learner(int pupil, string year = "5", string form = "5B", bool onRoll = true, long version = 1) => new(
        IdOf(pupil), version, UpnOf(pupil).Value, "Lovell", "Sam", null, null, new(2016, 10, 2), new(onRoll, year, form, "C", Said, Monday.AddYears(-1), onRoll ? null : Monday.AddDays(-7)));

    public static LearnerId IdOf(int pupil) => new(new Guid(pupil, 0, 0, new byte[8]));

    public static Upn UpnOf(int pupil)
    {
        var rest = "8014001" + pupil.ToString("00000", System.Globalization.CultureInfo.InvariantCulture);
        return Upn.TryParse(Upn.CheckLetterOf(rest) + rest, out var upn, out _) ? upn : throw new ArgumentOutOfRangeException(nameof(pupil));
    }
}
