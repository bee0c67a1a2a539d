using System.Security.Cryptography;
using System.Text;
using Cohesion.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>A small service about children, in two replicas: its audit has a key and anchors.</summary>
public sealed class RecordingService : IAsyncLifetime
{
    /// <summary>What the service shows, and no row may hold.</summary>
    public const string Name = "Amira Khan";

    private static int lastUrn = 125_000;
    private readonly List<WebApplication> replicas = [];
    private Surroundings? around;

    public string Folder { get; } = Directory.CreateTempSubdirectory("cohesion-audit-").FullName;

    public TestDatabase Database => around!.Database;

    public IServiceProvider Services => replicas[0].Services;

    public AuditLedger Ledger => Services.GetRequiredService<AuditLedger>();

    /// <summary>A school of one test's own.</summary>
    public static int School() => Interlocked.Increment(ref lastUrn);

    public ApiClient As(Person? person, int replica = 0) => new(new Uri(replicas[replica].Urls.First()), person is null ? null : around!.Tokens.TokenFor(person));

    public ApiClient Holding(string token) => new(new Uri(replicas[0].Urls.First()), token);

    public async Task<IReadOnlyList<AuditRow>> ChainAsync(int urn) => await ChainAsync($"{urn}");

    public async Task<IReadOnlyList<AuditRow>> ChainAsync(string tenant) => await Ledger.ChainAsync(tenant, TestContext.Current.CancellationToken).ToListAsync();

    /// <summary>Runs the command as from a shell; its exit code and what it wrote.</summary>
    public async Task<(int Code, string Said)> VerifyAsync(params string[] args)
    {
        await using var said = new StringWriter();
        return (await VerifyAudit.RunAsync(Services, args, said, TestContext.Current.CancellationToken), said.ToString());
    }

    public async ValueTask InitializeAsync()
    {
        around = await Surroundings.CreateAsync(TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(Folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "keys", "2026-09.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        replicas.Add(await StartAsync());
        replicas.Add(await StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        await around!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in around!.SettingsOf("activity"))
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration["Audit:KeyFolder"] = Path.Combine(Folder, "keys");
        builder.Configuration["Audit:AnchorFolder"] = Path.Combine(Folder, "anchors");
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.AddCohesion("activity");
        builder.AddStore("activity", _ => { });
        var app = builder.Build();
        app.UseCohesion();
        const AuditPurpose purpose = AuditPurpose.Participation;
        app.MapGet("/api/v1/schools/{urn:int}/register", () => Name).Audited("register", AuditAct.Saw, purpose).RequireRoles(Role.Teacher).InSchool();
        app.MapGet("/api/v1/schools/{urn:int}/needs", () => new { Name, Needs = new string('x', 100_000) }).Audited("needs", AuditAct.Saw, purpose, special: true).RequireRoles(Role.Teacher).InSchool();
        app.MapGet("/api/v1/schools/{urn:int}/file", () => TypedResults.Stream(async file => await file.WriteAsync(Encoding.UTF8.GetBytes(Name)), "text/csv"))
            .Audited("file", AuditAct.Exported, purpose, reasons: ["complaint"]).RequireRoles(Role.Teacher).InSchool();
        app.MapPost("/api/v1/schools/{urn:int}/things/{id:guid}", (Guid id, string how) => how switch
        {
            "well" => Results.NoContent(),
            "twice" => Problems.Refused("thing-done", "It was done."),
            _ => throw new InvalidOperationException(Name),
        }).Audited("thing", AuditAct.Changed, purpose).RequireRoles(Role.Teacher).InSchool();
        app.MapGet("/api/v1/things/{id:guid}", (Guid id) => Name).Audited("thing", AuditAct.Saw, purpose, stream: "thing").RequireRoles(Role.Teacher);
        app.MapGet("/api/v1/names/{name}", (string name) => name).Audited("name", AuditAct.Saw, purpose).RequireRoles(Role.Teacher);
        await app.StartAsync();
        return app;
    }
}
