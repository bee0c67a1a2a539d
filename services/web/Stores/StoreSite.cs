using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The pages and the API about a service's event store, for the administrator: who runs the platform sees how it is doing, and not what events say about children.</summary>
/// <param name="Path">The first part of the service's paths: "activity", "equity".</param>
public sealed record StoreSite(string Path)
{
    /// <summary>Where the pages are.</summary>
    public string Root => $"/{Path}/store";

    /// <summary>Where the API is.</summary>
    public string Api => $"/api/v1/{Path}/store";

    /// <summary>How the service is called.</summary>
    public string Name => Navigation.Stores.Single(store => store.Href == Root).Text;

    public string Streams => $"{Root}/streams";

    public Crumb Above => new($"Event store: {Name}", Root);

    public string StreamAt(string tenant, string id) => $"{Streams}/{Uri.EscapeDataString(tenant)}/{Uri.EscapeDataString(id)}";

    public string RebuildOf(string readModel) => $"{Root}/read-models/{Uri.EscapeDataString(readModel)}/rebuild";

    public string SkipOf(string readModel) => $"{Root}/read-models/{Uri.EscapeDataString(readModel)}/skip";
}

/// <summary>Gives a service its pages about its event store.</summary>
public static class StoreSites
{
    /// <summary>Maps them under the service's path.</summary>
    public static void MapStore(this IEndpointRouteBuilder app, string path)
    {
        var site = new StoreSite(path);
        ShowStore.Map(app, site);
        FindStreams.Map(app, site);
        ShowStream.Map(app, site);
        RebuildReadModel.Map(app, site);
        SkipEvent.Map(app, site);
    }
}
