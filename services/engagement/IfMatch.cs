using Microsoft.OpenApi;

namespace Cohesion.Engagement;

/// <summary>Says in the API document that an endpoint reads If-Match.</summary>
internal static class IfMatch
{
    public static RouteHandlerBuilder ReadsIfMatch(this RouteHandlerBuilder endpoint, bool required) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "If-Match",
            In = ParameterLocation.Header,
            Required = required,
            Description = "The ETag as it was read; an older one is refused with 412.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        return Task.CompletedTask;
    });
}
