namespace Cohesion.Web;

/// <summary>Whether a value tells of somebody else than the learner whose record it is in.</summary>
public enum Others
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Words that somebody wrote: they may name others, and a person must look.</summary>
    Perhaps,

    /// <summary>It names somebody else.</summary>
    Named,
}

/// <summary>One thing that is held on a learner.</summary>
public sealed record HeldValue(string Label, string Value, Others Others = Others.None);

/// <summary>Values that belong together: a session, a referral, a change of the roll.</summary>
public sealed record HeldItem(string Title, IReadOnlyList<HeldValue> Values);

/// <summary>Everything that one service holds on a learner: its part of the answer to a subject access request (UK GDPR, Article 15).</summary>
/// <param name="Service">"equity-monitoring", "activity", "engagement".</param>
public sealed record HeldPart(string Service, string Title, IReadOnlyList<HeldItem> Items)
{
    public const string LeftOut = "[left out: it may be about somebody else]";

    /// <summary>The query of those who want a copy to give out: <c>leave-out=others</c>.</summary>
    public const string OthersLeftOut = "others";

    public HeldPart Without(string? leaveOut) => leaveOut != OthersLeftOut ? this : this with
    {
        Items = [.. Items.Select(item => item with { Values = [.. item.Values.Select(value => value.Others is Others.None ? value : value with { Value = LeftOut, Others = Others.None })] })],
    };
}
