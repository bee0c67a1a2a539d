using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
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
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None); // its text may hold personal data; RequestLog says what is safe
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // nothing of ours is protected by its keys
        builder.AddTelemetry(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSessionTokens();
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
        app.UseForwardedHeaders();
        app.UseResponseHeaders();
        app.UseErrorAnswers();
        app.UseSameOrigin();
        app.UseRouting();
        app.Use(static (context, next) =>
        {
            // Where there is no endpoint there is nothing to guard: the answer is 404 for everyone.
            if (context.GetEndpoint() is not null)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseAuthentication();
        app.UseAudit();
        app.UseAuthorization();
        app.UseIdempotency();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();

        // The broker may be away while requests go on being accepted, so it does not decide whether a service is ready.
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("masstransit") }).AllowAnonymous();
    }

    /// <summary>
    /// Runs the service, or a command: <c>rebuild NAME</c> makes a read model anew from the events; <c>skip NAME POSITION REASON</c> lets it go on
    /// without an event that it cannot apply, on record; <c>audit verify</c> goes along the audit's chains (<see cref="VerifyAudit"/>).
    /// </summary>
    public static async Task<int> RunCohesionAsync(this WebApplication app, string[] args)
    {
        if (args is ["rebuild", var projection])
        {
            await app.Services.GetRequiredService<Store>().RebuildAsync(projection, CancellationToken.None);
            return 0;
        }

        if (args is ["skip", var stopped, var position, var reason] && long.TryParse(position, CultureInfo.InvariantCulture, out var at))
        {
            await app.Services.GetRequiredService<Store>().SkipAsync(stopped, at, reason, Environment.UserName, CancellationToken.None);
            return 0;
        }

        if (args is ["audit", "verify", .. var rest])
        {
            return await VerifyAudit.RunAsync(app.Services, rest, Console.Out, CancellationToken.None);
        }

        await app.RunAsync();
        return 0;
    }
}
