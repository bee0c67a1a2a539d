using System.Globalization;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The pages and the API about who saw, changed or took away what in one service, for those who answer for a school.</summary>
/// <param name="Path">The first part of the service's paths: "activity", "equity".</param>
public sealed record AuditSite(string Path)
{
    /// <summary>Who may look at the record of their own school. Those whom it is mostly about, and governors, may not.</summary>
    public static readonly Role[] Readers = [Role.Head, Role.DataManager, Role.Administrator];

    /// <summary>Under the school that it is about.</summary>
    public const string Tail = "/schools/{urn:int}/audit";

    public string Root => $"/{Path}{Tail}";

    public string Api => $"/api/v1/{Path}{Tail}";

    /// <summary>How the service is called.</summary>
    public string Name => Navigation.Services.Single(service => service.Path == Path).Name;

    public string Of(string urn) => $"/{Path}/schools/{urn}/audit";

    public string Of(int urn) => Of(urn.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Gives a service its pages about its audit.</summary>
public static class AuditSites
{
    /// <summary>Maps them under the service's path.</summary>
    public static void MapAudit(this IEndpointRouteBuilder app, string path)
    {
        var site = new AuditSite(path);
        ShowAudit.Map(app, site);
        ExportAudit.Map(app, site);
    }
}
