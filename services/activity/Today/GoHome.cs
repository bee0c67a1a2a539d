using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Activity.Today;

/// <summary>Takes everyone from the site's front door to the first page that is theirs.</summary>
public static class GoHome
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/activity", Handle).AllowAnonymous().ExcludeFromDescription();

    private static IResult Handle(HttpContext http) => Results.Redirect(Caller.From(http.User) switch
    {
        null when http.Request.Cookies.ContainsKey(SessionCookies.Secret(http.Request)) => SessionTokens.RenewPath + "?returnUrl=/activity",
        var caller => PathOf(caller),
    });

    /// <summary>Today for those who work in a school, figures for those who may see only figures, sign-in for who is nobody yet.</summary>
    public static string PathOf(Caller? caller) => caller switch
    {
        null => "/access/sign-in",
        { Role: Role.Administrator } => "/reports/school-imports",
        _ => Navigation.HomeOf(caller, PlaceOf(caller)),
    };

    private static Place PlaceOf(Caller caller) => caller switch
    {
        { Trusts.Count: > 0 } => Place.Trust(caller.Trusts.Order(StringComparer.Ordinal).First(), ""),
        { LocalAuthorities.Count: > 0 } => Place.LocalAuthority(caller.LocalAuthorities.Order().First(), ""),
        _ when caller.Schools.Count > 0 => Place.School(caller.Schools.Order().First(), ""),
        _ => Place.None,
    };
}
