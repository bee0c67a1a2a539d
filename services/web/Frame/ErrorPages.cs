using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Web;

/// <summary>Errors answered to a browser as pages of the frame.</summary>
public sealed class ErrorPages : IErrorPage
{
    public IResult For(int status, Caller? caller) => new RazorComponentResult<ErrorPage>(new { Status = status, Caller = caller }) { StatusCode = status };
}

/// <summary>What a service with pages starts with, besides hosting.</summary>
public static class PagesRegistration
{
    /// <summary>Error pages in the frame, and how the APIs about the store and the audit speak.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IErrorPage, ErrorPages>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, StoreJson.Default));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AuditJson.Default));
    }
}
