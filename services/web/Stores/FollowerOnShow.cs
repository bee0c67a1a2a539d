using Cohesion.EventStore;

namespace Cohesion.Web;

/// <summary>Something that follows the events, as the pages show it: a part of a read model, or the publisher, which is of none.</summary>
/// <param name="Part">Which part of the read model, from 1.</param>
/// <param name="CannotGoOn">Not what was skipped just now: that is passed at the next attempt.</param>
public sealed record FollowerOnShow(ReadModelState? Model, FollowerState Follower, int Part, bool CannotGoOn)
{
    /// <summary>How the publisher is called where read models go by their names.</summary>
    public const string Publisher = "Publisher";

    public string Name => Model?.Name ?? Publisher;

    public string Hint => Model is null ? "messages to other services"
        : Model.Followers.Count == 1 ? $"version {Model.VersionServed}"
        : $"version {Model.VersionServed}, part {Part} of {Model.Followers.Count}";

    public string Waited => Words.Span(TimeSpan.FromSeconds(Follower.SecondsBehind));

    public static IReadOnlyList<FollowerOnShow> Of(StoreState store) =>
    [
        .. store.ReadModels.SelectMany(model => model.Followers.Select((follower, at) => Of(store, model, follower, at + 1))),
        .. store.Publisher is { } publisher ? [Of(store, null, publisher, 1)] : Array.Empty<FollowerOnShow>(),
    ];

    private static FollowerOnShow Of(StoreState store, ReadModelState? model, FollowerState follower, int part) => new(
        model, follower, part, follower.CannotGoOn && !store.Skipped.Any(skip => skip.ReadModel == (model?.Name ?? Publisher) && skip.Event.Position == follower.Next?.Position));
}
