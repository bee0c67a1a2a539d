using System.Text.Json.Serialization;

namespace Cohesion.EventStore;

/// <summary>Whom a personal text is about: an opaque key within a tenant, never a name or a number the person is known by.</summary>
public readonly record struct Subject(string Value)
{
    /// <summary>A learner, a contact or anybody else who has an id.</summary>
    public static Subject Of(Guid id) => new(id.ToString());

    public override string ToString() => Value;
}

/// <summary>
/// A text about a person, for a property of an event. It is stored encrypted under a key of that person's own, and once
/// <see cref="Store.EraseAsync"/> has destroyed the key it reads as erased. Only the store writes and reads one: anything else that would put it into
/// JSON fails, so that it gets into a message, an answer or a row only where somebody writes <see cref="Text"/>.
/// </summary>
[JsonConverter(typeof(PersonalTextJson))]
public sealed record PersonalText
{
    /// <summary>What is known about a subject.</summary>
    public PersonalText(Subject subject, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Subject, Text) = (subject, text);
    }

    private PersonalText(Subject subject) => Subject = subject;

    /// <summary>Whom it is about.</summary>
    public Subject Subject { get; }

    /// <summary>Null once it has been erased.</summary>
    public string? Text { get; }

    /// <summary>Whether the key has been destroyed.</summary>
    public bool IsErased => Text is null;

    /// <summary>What is left of a text afterwards.</summary>
    public static PersonalText Erased(Subject subject) => new(subject);

    /// <summary>Never the text: events are printed into logs and exceptions.</summary>
    public override string ToString() => IsErased ? "erased" : "personal";
}
