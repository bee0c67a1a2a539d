using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.EquityMonitoring.Records;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A learner on one school's roll, by an id that says nothing. The UPN, names and date of birth are in a table that erasure empties; no event holds them.</summary>
[JsonConverter(typeof(IdentityJson<LearnerId>))]
public readonly record struct LearnerId(Guid Value) : IIdentity<LearnerId>
{
    public static LearnerId Of(Guid value) => new(value);

    /// <summary>Whose key seals what events say of them.</summary>
    public Subject Subject => Subject.Of(Value);

    public override string ToString() => $"learner-{Value}";

    public static LearnerId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));
}

/// <summary>What equality monitoring knows of a learner, by the codes of the Common Basic Data Set; null where the school's files have never said.</summary>
public sealed record Characteristics(string? Sex, string? Ethnicity, string? FirstLanguage, string? Sen, string? PupilPremium, string? Fsm)
{
    public static readonly Characteristics Unsaid = new(null, null, null, null, null, null);

    /// <summary>As events hold them: sealed under the learner's key. Once that is destroyed nothing has ever been said.</summary>
    public PersonalText Of(LearnerId learner) => new(learner.Subject, JsonSerializer.Serialize(this, EquityJson.Default.Characteristics));

    public static Characteristics From(PersonalText text) => text.Text is { } said ? JsonSerializer.Deserialize(said, EquityJson.Default.Characteristics)! : Unsaid;
}

/// <summary>What happened to one learner.</summary>
public interface ILearnerEvent
{
    LearnerId LearnerId { get; }
}

/// <summary>A learner joined the roll, or came back to it.</summary>
/// <param name="Characteristics">As <see cref="Roll.Characteristics.Of"/> writes them.</param>
public sealed record LearnerJoinedRollV2(
    LearnerId LearnerId, string YearGroup, string Form, string EnrolmentStatus, PersonalText Characteristics, DateOnly On) : ILearnerEvent;

/// <summary>A learner went to another year group or form.</summary>
public sealed record LearnerMoved(LearnerId LearnerId, string YearGroup, string Form, DateOnly On) : ILearnerEvent;

/// <summary>What the school says of a learner changed.</summary>
/// <param name="Characteristics">As <see cref="Roll.Characteristics.Of"/> writes them.</param>
public sealed record LearnerCharacteristicsChangedV2(LearnerId LearnerId, string EnrolmentStatus, PersonalText Characteristics, DateOnly On) : ILearnerEvent;

/// <summary>A name or date of birth was corrected; which, not what it is.</summary>
public sealed record LearnerIdentityCorrected(LearnerId LearnerId, bool Name, bool DateOfBirth, DateOnly On) : ILearnerEvent;

/// <summary>A learner left the roll.</summary>
public sealed record LearnerLeftRoll(LearnerId LearnerId, DateOnly On) : ILearnerEvent;

/// <summary>A learner as the events tell.</summary>
public sealed record Learner(bool OnRoll, string YearGroup, string Form, string EnrolmentStatus, Characteristics Characteristics, DateOnly? JoinedOn, DateOnly? LeftOn)
{
    public static readonly Learner Unknown = new(false, "", "", Roll.EnrolmentStatus.Current, Characteristics.Unsaid, null, null);

    public static readonly Aggregate<Learner> Aggregate = new("learner", Unknown, (learner, @event) => Evolve(learner, @event));

    public static Learner Evolve(Learner learner, object @event) => @event switch
    {
        LearnerJoinedRollV2 joined => new(true, joined.YearGroup, joined.Form, joined.EnrolmentStatus, Characteristics.From(joined.Characteristics), joined.On, null),
        LearnerMoved moved => learner with { YearGroup = moved.YearGroup, Form = moved.Form },
        LearnerCharacteristicsChangedV2 changed => learner with { EnrolmentStatus = changed.EnrolmentStatus, Characteristics = Characteristics.From(changed.Characteristics) },
        LearnerLeftRoll left => learner with { OnRoll = false, LeftOn = left.On },
        LearnerErased => learner with { OnRoll = false, Form = "", Characteristics = Characteristics.Unsaid },
        _ => learner,
    };
}
