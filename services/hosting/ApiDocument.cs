using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Cohesion.Hosting;

/// <summary>The OpenAPI 3.1 document of a service: what is under /api, with its keys and tokens.</summary>
internal static class ApiDocument
{
    private const string Token = "sessionToken";

    public static void AddApiDocument(this IServiceCollection services, string service) => services.AddOpenApi("v1", api =>
    {
        api.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        api.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id ? Nested(type.Type) + id : null;
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Cohesion: " + service,
                Version = "1",
                License = new OpenApiLicense { Name = "MIT" },
                Description = "Problems are RFC 9457 with a stable type, urn:cohesion:problem:…. ETag and If-Match carry the version of what is read and changed. What is not yours answers like what is not there.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<Idempotency.NeedsKey>().Any())
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = IdempotencyKey.Header,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = "Repeat a request with the same key and body to get its first answer.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
                });
            }

            if (!metadata.OfType<IAllowAnonymous>().Any())
            {
                (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] });
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>A use case calls what it takes Request; in the document it carries the use case's name, or two requests would be one.</summary>
    private static string? Nested(Type type) => (Nullable.GetUnderlyingType(type) ?? type).DeclaringType?.Name;
}
