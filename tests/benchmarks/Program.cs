using System.CommandLine;
using Cohesion.Benchmarks;
using Cohesion.Benchmarks.EventStore;
using Cohesion.Contracts;
using Cohesion.Sample;
using Cohesion.Sample.Loading;
using Site = Cohesion.Testing.Site;
using Choice = Cohesion.Sample.Schools.Choice;

const int Surrey = 936;
var url = new Option<Uri?>("--url") { Description = "A Cohesion that runs already, in Development. Without it the program starts one of its own." };
var importLa = new Command("import-la", "Every roll of Surrey through the API.") { url };
var registers = new Command("registers", "Fifty registers a second for a minute, and when the dashboard shows them.") { url };
var dashboard = new Command("dashboard", "The local authority's dashboard, 200 times.") { url };
var releases = new Command("releases", "Four releases of the local authority's figures, each held against those before it.") { url };
var all = new Command("all", "All three, on one installation with the whole of Surrey.") { url };
importLa.SetAction((result, ct) => RunAsync(result, ct, import: true));
registers.SetAction((result, ct) => RunAsync(result, ct, take: true));
dashboard.SetAction((result, ct) => RunAsync(result, ct, browse: true));
releases.SetAction((result, ct) => RunAsync(result, ct, release: true));
all.SetAction((result, ct) => RunAsync(result, ct, import: true, take: true, browse: true));
var root = new RootCommand("Measures Cohesion on this machine and prints the table for the README.") { importLa, registers, dashboard, releases, all, MeasureStore.Command() };
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, CancellationToken ct, bool import = false, bool take = false, bool browse = false, bool release = false)
{
    var folder = Directory.CreateTempSubdirectory("cohesion-benchmark-").FullName;
    var own = parsed.GetValue(url) is null ? await Site.StartAsync(ct) : null;
    try
    {
        var site = parsed.GetValue(url) ?? own!.Address;
        Console.WriteLine($"Cohesion at {site}, {Environment.ProcessorCount} cores. Making the sample of Surrey …");
        var account = GenerateSample.Run(new SampleWish(2026, London.Today(TimeProvider.System), Choice.DefaultTrust, Surrey), folder);
        using var door = new Door(site);
        var files = new SampleFiles(folder);
        // The others need the schools and their learners too.
        var results = await new ImportAuthority(door, files).RunAsync(account, ct) is var imported && import ? imported.ToList() : [];
        if (take)
        {
            results.AddRange(await new TakeRegisters(door, files).RunAsync(ct));
            results.AddRange(Memory.Peaks().Select(peak => Result.Plain($"peak memory of {peak.Service} after the registers", Result.Text($"{peak.Megabytes:0} MB"))));
        }

        if (browse || release)
        {
            await new ShareFigures(door, files).RunAsync(ct);
        }

        if (browse)
        {
            results.AddRange(await new BrowseDashboard(site, await door.TokenAsync(new Person("la-officer", files.Urns()[0]), ct), Surrey).RunAsync(ct));
        }

        if (release)
        {
            results.AddRange(await new ReleaseFigures(door, files, Surrey).RunAsync(ct));
        }

        Console.WriteLine(Result.Table(results));
        return results.TrueForAll(result => result.Met) ? 0 : 1;
    }
    finally
    {
        if (own is not null)
        {
            await own.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
