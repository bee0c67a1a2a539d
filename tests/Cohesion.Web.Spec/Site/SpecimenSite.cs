using System.Collections.Concurrent;
using System.Net;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Cohesion.Web.Spec.Site;

/// <summary>A site of specimen pages, one for each kind of page, with the headers and error pages of the real services.</summary>
public sealed class SpecimenSite : IAsyncLifetime
{
    public static readonly Place School = Place.School(125123, "Broadmere Primary School");

    private static readonly Caller Head = new("p1", "Ama Mensah", Role.Head, new HashSet<int> { 125123, 125124 }, new HashSet<string>(), new HashSet<int>());

    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
    private WebApplication? app;

    public Uri Address => new(app!.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:Authority"] = "http://127.0.0.1:9";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddCohesion("web");
        builder.Services.RemoveAll<IHostedService>(); // no database here: nothing to clean up in it
        builder.AddPages();
        builder.Services.AddSingleton<IPlaces, TwoSchools>();
        app = builder.Build();
        app.UseCohesion();
        app.MapAssets();
        app.MapGet("/list", () => Page<ListSpecimen>()).AllowAnonymous();
        app.MapGet("/form", () => Page<FormSpecimen>()).AllowAnonymous();
        app.MapPost("/form", async (HttpRequest request, CancellationToken ct) => Refused(await request.ReadFormAsync(ct))).AllowAnonymous().DisableAntiforgery();
        app.MapGet("/today", () => Page<TodaySpecimen>()).AllowAnonymous();
        app.MapGet("/register", () => Page<RegisterSpecimen>()).AllowAnonymous();
        app.MapGet("/record", () => Page<RecordSpecimen>()).AllowAnonymous();
        app.MapGet("/charts", () => Page<ChartSpecimen>()).AllowAnonymous();
        app.MapGet("/progress", () => Import(120)).AllowAnonymous();
        app.MapGet("/import/{visitor}", (string visitor) => Import(asked.AddOrUpdate(visitor, 1, (_, times) => times + 1) * 120)).AllowAnonymous();
        app.MapGet("/engagement/agencies", () => new RazorComponentResult<SettingsSpecimen>(new { Caller = Head with { Role = Role.Administrator } })).AllowAnonymous();
        app.MapGet("/nowhere", () => Results.NotFound()).AllowAnonymous();
        app.MapGet("/anyone", () => new RazorComponentResult<AnyoneSpecimen>()).AllowAnonymous();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync() => await app!.DisposeAsync();

    private static RazorComponentResult<TPage> Page<TPage>()
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(new { Caller = Head, Place = School });

    private static RazorComponentResult<FormSpecimen> Refused(IFormCollection form)
    {
        var faults = new List<Fault>();
        if (form["title"].ToString().Length == 0)
        {
            faults.Add(new Fault("title", "required", "Enter what the activity is called"));
        }

        DateFields.TryRead(form, "on", "The date of the visit", faults, out _);
        if (form["kind"].Count == 0)
        {
            faults.Add(new Fault("kind", "required", "Choose what kind of activity it is"));
        }

        faults.Add(new Fault("file", "required", "Choose a file"));
        return new(new { Caller = Head, Place = School, On = DateFields.From(form, "on"), Errors = faults }) { StatusCode = 400 };
    }

    private static RazorComponentResult<ProgressSpecimen> Import(int done) => new(new { Caller = Head, Place = School, Done = done });

    private sealed class TwoSchools : IPlaces
    {
        public Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Place>>([School, Place.School(125124, "St Anne's Catholic Primary School")]);
    }
}
