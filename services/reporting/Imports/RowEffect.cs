using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

public enum ImportEffect
{
    New,
    Changed,
}

/// <summary>What applying one row would do, with the field by field difference.</summary>
public sealed record RowEffect(int Line, GiasRow Row, ImportEffect Effect, IReadOnlyList<FieldChange> Changes)
{
    /// <summary>Null for a row that says what is known already.</summary>
    public static RowEffect? Of(int line, GiasRow row, School school)
    {
        if (school.Details is null)
        {
            return new RowEffect(line, row, ImportEffect.New, []);
        }

        var changes = TakeOverFromGias.Difference(school, row, TrustOf(row));
        return changes.Count > 0 ? new RowEffect(line, row, ImportEffect.Changed, changes) : null;
    }

    /// <summary>The trust of a row whose code has been settled.</summary>
    public static Trust? TrustOf(GiasRow row) => row is { TrustCode: { } code, TrustName: { } name } ? new Trust(code, name) : null;
}
