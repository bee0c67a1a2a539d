using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cohesion.Hosting;

/// <summary>Traces, metrics and logs over OTLP, once OTEL_EXPORTER_OTLP_ENDPOINT says where to. None of them carries personal data.</summary>
internal static class Telemetry
{
    public static readonly ActivitySource Source = new("Cohesion.Hosting");

    private static readonly string[] Sources = ["Cohesion.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit"];

    private static readonly string[] Meters =
        ["Cohesion.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql", "MassTransit"];

    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        // Without this the server's spans carry no route and no status.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddHostedService(_ => new TelemetrySession(service));
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Resource(service)).AddOtlpExporter());
    }

    private static ResourceBuilder Resource(string service) => ResourceBuilder.CreateDefault().AddService(service, "cohesion", autoGenerateServiceInstanceId: true);

    /// <summary>Holds the exporters from start to stop, and sends what is left at the end.</summary>
    private sealed class TelemetrySession(string service) : IHostedService, IDisposable
    {
        private OpenTelemetrySdk? sdk;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            sdk = OpenTelemetrySdk.Create(open => open
                .WithTracing(traces => traces.SetResourceBuilder(Resource(service)).AddSource(Sources).SetSampler(new ParentBasedSampler(new NoPollingSampler())).AddOtlpExporter())
                .WithMetrics(metrics => metrics.SetResourceBuilder(Resource(service)).AddMeter(Meters).AddOtlpExporter()));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Dispose();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            sdk?.Dispose();
            sdk = null;
        }
    }

    /// <summary>Background loops ask the database and the broker all day; a client call that nobody's request caused is not worth a trace.</summary>
    private sealed class NoPollingSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind is ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
