using System.Net;
using Cohesion.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>The smallest service there can be: what hosting gives, and a few endpoints to try it on.</summary>
public sealed class EchoService : IAsyncLifetime
{
    /// <summary>Requests a minute that each limit lets through.</summary>
    public const int Permitted = 5;

    private WebApplication? app;
    private Surroundings? around;
    private int echoes;

    /// <summary>Completed by a test to let a waiting echo go on.</summary>
    public TaskCompletionSource Gate { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Entered { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Echoes => echoes;

    public ApiClient As(Role role, params int[] schools) => new(new Uri(app!.Urls.First()), around!.Tokens.TokenFor(role, schools));

    public Uri Address => new(app!.Urls.First());

    public string TokenOf(string personId) => around!.Tokens.TokenFor(new Person(Role.Teacher, Id: personId));

    public TestTokens Tokens => around!.Tokens;

    public ApiClient With(string token) => new(new Uri(app!.Urls.First()), token);

    public ApiClient Anonymous() => new(new Uri(app!.Urls.First()), token: null);

    public async ValueTask InitializeAsync()
    {
        around = await Surroundings.CreateAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in around.SettingsOf("activity"))
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration["Limits:SlowBodyGraceSeconds"] = "2";
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration["RateLimits:SignIn:Requests"] = $"{Permitted}";
        builder.Configuration["RateLimits:ApiKeys:Requests"] = $"{Permitted}";
        builder.Configuration["RateLimits:Imports:Requests"] = $"{Permitted}";
        builder.AddCohesion("activity");
        builder.AddStore("activity", _ => { });
        app = builder.Build();
        app.UseCohesion();
        app.MapPost("/api/v1/echoes", EchoAsync).RequireRoles(Role.Teacher).Idempotent();
        app.MapPost("/api/v1/failures", Fail).RequireRoles(Role.Teacher).Idempotent();
        app.MapGet("/api/v1/schools/{urn}/secret", (int urn) => urn).RequireRoles(Role.Teacher).InSchool();
        app.MapGet("/api/v1/forgotten", () => "nobody said who may see this");
        app.MapGet("/echo/page", () => "a page").RequireRoles(Role.Teacher);
        app.MapPost("/echo/form", () => "saved").RequireRoles(Role.Teacher);
        app.MapPost("/echo/sign-in", () => "in").AllowAnonymous().LimitSignIn();
        app.MapPost("/api/v1/schools/{urn}/imports", (int urn) => urn).RequireRoles(Role.DataManager).InSchool().LimitImports();
        app.MapGet("/api/v1/keyed", () => "yours").AllowAnonymous().LimitApiKeys(request => request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key : null);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        await around!.DisposeAsync();
    }

    public sealed record Words(string? Text, bool Wait);

    private async Task<IResult> EchoAsync(Words words, IdempotencyKey key, HttpResponse response)
    {
        var number = Interlocked.Increment(ref echoes);
        if (words.Wait)
        {
            Entered.TrySetResult();
            await Gate.Task;
        }

        if (words.Text is null)
        {
            return Problems.Invalid([new Fault("text", "required", "Say something.")]);
        }

        response.SetVersion(1);
        return TypedResults.Created($"/api/v1/echoes/{key.Derive("echo")}", new { words.Text, number });
    }

    private IResult Fail()
    {
        Interlocked.Increment(ref echoes);
        throw new InvalidOperationException("a name that must not be told: Zoë");
    }
}
