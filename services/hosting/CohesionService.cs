using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

/// <summary>What every service starts with.</summary>
public static class CohesionService
{
    /// <summary>Telemetry, session tokens, problem details, health, API document, JSON, clock, server-rendered components. Options are validated at start.</summary>
    public static void AddCohesion(this WebApplicationBuilder builder, string service)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None); // its text may hold personal data; RequestLog says what is safe
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // nothing of ours is protected by its keys
        builder.AddTelemetry(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRequestLimits();
        builder.Services.AddSessionTokens(service);
        builder.Services.AddRateLimits();
        builder.Services.AddIdempotency();
        builder.Services.AddRebuilds();
        builder.Services.AddAudit();
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.Services.AddRazorComponents();
        builder.Services.AddApiDocument(service);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear(); // the proxy's address is the cluster's business; services listen to nobody else
            forwarded.KnownIPNetworks.Clear();
        });
    }

    /// <summary>The way of a request through every service, and the endpoints that every service has.</summary>
    public static void UseCohesion(this WebApplication app)
    {
        app.UseNoScope();
        app.UseForwardedHeaders();
        app.UseResponseHeaders();
        app.UseErrorAnswers();
        app.UseUnpackedBodies();
        app.UseSameOrigin();
        app.UseRouting();
        app.Use(static (context, next) =>
        {
            switch (context.GetEndpoint())
            {
                case RouteEndpoint:
                    return next(context);
                case { RequestDelegate: { } saysNo }:
                    return saysNo(context); // routing's own 405 and 415, which nobody's role can change
                default:
                    context.Response.StatusCode = StatusCodes.Status404NotFound; // there is nothing to guard
                    return Task.CompletedTask;
            }
        });
        app.UseAuthentication();
        app.UseRateLimiter(); // knows who asks, and stops them before anything is looked up
        app.UseAudit();
        app.UseAuthorization();
        app.UseScopeOfCaller();
        app.UseIdempotency();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();

        // The broker may be away while requests go on being accepted, so it does not decide whether a service is ready.
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("masstransit") }).AllowAnonymous();
    }

    /// <summary>Runs the service, or one of the <see cref="ServiceCommands"/>, or <see cref="VerifyAudit"/>.</summary>
    public static async Task<int> RunCohesionAsync(this WebApplication app, string[] args)
    {
        if (args is ["audit", "verify", .. var rest])
        {
            return await VerifyAudit.RunAsync(app.Services, rest, Console.Out, CancellationToken.None);
        }

        if (ServiceCommands.AreIn(args))
        {
            return await ServiceCommands.RunAsync(app.Services.GetRequiredService<Store>(), args, Console.Out, Console.Error, CancellationToken.None);
        }

        await app.RunAsync();
        return 0;
    }
}
