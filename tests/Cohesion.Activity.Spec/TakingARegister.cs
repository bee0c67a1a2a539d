using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Spec;

public sealed class TakingARegister
{
    private static readonly IReadOnlyList<LearnerId> Present = [A.Amira, A.Ben];
    private static readonly IReadOnlyList<LearnerId> Absent = [A.Chloe];

    private static Given<Session> Scheduled => new(Session.Aggregate, A.Scheduled);

    private static Given<Session> Taken => new(Session.Aggregate, A.Scheduled, A.Register);

    [Fact]
    public void The_register_says_who_was_present_and_who_was_absent() =>
        Scheduled.When(session => TakeRegister.Decide(session, Present, Absent, [], A.Noon)).Then(A.Register);

    [Fact]
    public void The_same_register_sent_twice_is_one_register() =>
        Assert.Empty(Taken.When(session => TakeRegister.Decide(session, [A.Ben, A.Amira], Absent, [], A.Noon.AddMinutes(1))).Then().Events);

    [Fact]
    public void Another_register_of_the_same_session_is_refused() =>
        Taken.When(session => TakeRegister.Decide(session, [A.Amira], [A.Ben, A.Chloe], [], A.Noon)).ThenRefused("register-already-taken");

    [Fact]
    public void A_session_of_tomorrow_has_no_register_yet() =>
        Scheduled.When(session => TakeRegister.Decide(session, Present, Absent, [], A.Noon.AddDays(-1))).ThenRefused("register-too-early");

    [Fact]
    public void The_day_of_the_session_begins_at_midnight_in_London_not_in_Greenwich()
    {
        var july = A.Scheduled with { Time = A.Friday with { On = new DateOnly(2027, 7, 2) } };
        var justAfterMidnight = new DateTimeOffset(2027, 7, 1, 23, 5, 0, TimeSpan.Zero);
        var events = new Given<Session>(Session.Aggregate, july).When(session => TakeRegister.Decide(session, Present, Absent, [], justAfterMidnight));
        Assert.IsType<RegisterTaken>(Assert.Single(events.Events));
    }

    [Fact]
    public void A_cancelled_session_has_no_register() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Cancelled)
            .When(session => TakeRegister.Decide(session, Present, Absent, [], A.Noon)).ThenRefused("session-cancelled");

    [Fact]
    public void A_register_of_nobody_is_refused() =>
        Scheduled.When(session => TakeRegister.Decide(session, [], [], [], A.Noon)).ThenRefused("nobody-on-register");

    [Fact]
    public void Everyone_may_have_been_absent() =>
        Assert.Single(Scheduled.When(session => TakeRegister.Decide(session, [], [A.Amira], [], A.Noon)).Events);

    [Fact]
    public void An_undone_register_can_be_taken_again()
    {
        var undone = new RegisterUndone(A.Session, A.Activity, A.Tags, A.Friday, 3, A.Noon);
        var again = new Given<Session>(Session.Aggregate, A.Scheduled, A.Register, undone).When(session => TakeRegister.Decide(session, [A.Amira], [], [], A.Noon));
        Assert.Equal([A.Amira], again.State.Register!.Present);
    }

    [Fact]
    public void Every_learner_who_is_not_on_the_roll_or_is_named_twice_is_a_fault()
    {
        var faults = TakeRegister.FaultsOf([A.Amira, A.Amira, A.Ben], [A.Ben, A.Learner(9)], new HashSet<LearnerId> { A.Amira, A.Ben });
        Assert.Equal(["not-on-roll", "present-and-absent", "twice"], faults.Select(fault => fault.Code));
    }

    [Fact]
    public void A_correction_replaces_the_register_whole()
    {
        var corrected = Taken.When(session => CorrectRegister.Decide(session, [A.Amira, A.Ben, A.Chloe], [], [], A.Noon.AddDays(3)))
            .Then(new RegisterCorrected(A.Session, A.Activity, A.Tags, A.Friday.On, [A.Amira, A.Ben, A.Chloe], [], [], A.Noon.AddDays(3)));
        Assert.Equal(3, corrected.State.Register!.Present.Count);
    }

    [Fact]
    public void A_correction_that_changes_nothing_is_no_event() =>
        Taken.When(session => CorrectRegister.Decide(session, Present, Absent, [], A.Noon)).Then();

    [Fact]
    public void What_was_not_taken_cannot_be_corrected() =>
        Scheduled.When(session => CorrectRegister.Decide(session, Present, Absent, [], A.Noon)).ThenRefused("register-not-taken");

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_register_can_be_undone_for_ten_minutes(int minutes, bool undone)
    {
        var decided = Taken.When(session => UndoRegister.Decide(session, A.Noon.AddMinutes(minutes)));
        Assert.Equal(undone, decided.Events.Count == 1);
        Assert.Equal(undone ? null : "undo-too-late", decided.Refusal?.Code);
    }

    [Fact]
    public void A_corrected_register_is_not_undone() =>
        new Given<Session>(Session.Aggregate, A.Scheduled, A.Register, new RegisterCorrected(A.Session, A.Activity, A.Tags, A.Friday.On, [A.Amira], [], [], A.Noon))
            .When(session => UndoRegister.Decide(session, A.Noon)).ThenRefused("undo-too-late");

    [Fact]
    public void Undoing_twice_undoes_once() => Scheduled.When(session => UndoRegister.Decide(session, A.Noon)).Then();
}
