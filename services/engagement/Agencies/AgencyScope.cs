using Cohesion.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Cohesion.Engagement.Agencies;

/// <summary>Says at an endpoint that it is for agencies, by their key, and for nobody else.</summary>
internal static class AgencyScope
{
    public static RouteHandlerBuilder RequireAgency(this RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyAuthentication.SchemeName)
            .RequireAssertion(context => context.User.Identities.OfType<AgencyIdentity>().Any()))
        .WithMetadata(new ForAgencies())
        .LimitApiKeys(request => ApiKey.PrefixOf(request.Headers[ApiKey.Header].ToString()))
        .DisableAntiforgery();

    public static void AddApiKeys(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApiKeysOptions>, ValidateApiKeys>();
        services.AddOptions<ApiKeysOptions>().BindConfiguration(ApiKeysOptions.Section).ValidateOnStart();
        services.AddSingleton<ApiKeyPeppers>();
        services.AddSingleton<KeyUses>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyUses>());
        services.AddSingleton<KeyMaker>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, configureOptions: null);
        services.Configure<OpenApiOptions>("v1", Describe);
    }

    /// <summary>In the API document an agency's endpoints ask for its key instead of a session token.</summary>
    private static void Describe(OpenApiOptions api)
    {
        api.AddDocumentTransformer((document, _, _) =>
        {
            var components = document.Components ??= new OpenApiComponents();
            var schemes = components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            schemes[ApiKeyAuthentication.SchemeName] =
                new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKey.Header };
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ForAgencies>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
    }

    private sealed class ForAgencies;
}
