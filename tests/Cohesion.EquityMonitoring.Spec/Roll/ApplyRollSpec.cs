using Cohesion.EquityMonitoring.Roll;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class ApplyRollSpec
{
    private static readonly RollImportId Import = new(new Guid("01990000-0000-7000-8000-000000000001"));
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly RollUploaded Uploaded = new(Import, "person-1", 100, "abc", Now);

    [Fact]
    public void A_file_that_has_been_read_can_be_applied() =>
        Given(Uploaded, Read(leavers: 5, unchanged: 5)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now))
            .Then(new RollApplyRequested(Import, "person-1", false, Now));

    [Fact]
    public void More_than_half_of_the_roll_leaving_needs_confirmation() =>
        Given(Uploaded, Read(leavers: 6, unchanged: 5)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).ThenRefused("many-leavers");

    [Fact]
    public void Confirmed_more_than_half_may_leave() =>
        Given(Uploaded, Read(leavers: 6, unchanged: 5)).When(import => ApplyRoll.Decide(import, Import, "person-1", true, Now))
            .Then(new RollApplyRequested(Import, "person-1", true, Now));

    [Fact]
    public void The_first_roll_of_a_school_needs_no_confirmation() => Assert.False(ApplyRoll.NeedsConfirmation(new(300, 0, 0, 0, 0, 0, 0, 0)));

    [Fact]
    public void A_file_that_is_still_being_read_cannot_be_applied() =>
        Given(Uploaded).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).ThenRefused("roll-import-not-read");

    [Fact]
    public void A_refused_file_cannot_be_applied() =>
        Given(Uploaded, new RollRefused(Import, "no-rows", 0, Now)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).ThenRefused("roll-import-refused");

    [Fact]
    public void A_preview_of_the_roll_as_it_was_cannot_be_applied() =>
        Given(Uploaded, Read(), new RollSuperseded(Import, new(Guid.NewGuid()), Now)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).ThenRefused("roll-import-superseded");

    [Fact]
    public void Applying_twice_changes_nothing_more()
    {
        Given(Uploaded, Read(), new RollApplyRequested(Import, "person-1", false, Now)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).Then();
        Given(Uploaded, Read(), new RollApplied(Import, Counts(), Now)).When(import => ApplyRoll.Decide(import, Import, "person-1", false, Now)).Then();
    }

    private static Given<RollImport> Given(params object[] events) => new(RollImport.Aggregate, events);

    private static RollCounts Counts(int leavers = 0, int unchanged = 10) => new(0, leavers, 0, 0, unchanged, 0, 0, 0);

    private static RollRead Read(int leavers = 0, int unchanged = 10) => new(Import, unchanged, Counts(leavers, unchanged), Now);
}
