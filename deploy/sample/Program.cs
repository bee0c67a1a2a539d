using System.CommandLine;
using Cohesion.Contracts;
using Cohesion.Sample;
using Cohesion.Sample.Loading;
using Cohesion.Sample.Schools;

var seed = new Option<int>("--seed") { Description = "The same seed makes the same sample.", DefaultValueFactory = _ => 2026 };
var asAt = new Option<DateOnly>("--as-at") { Description = "The day the sample ends on; what is later is planned. Today, unless given.", DefaultValueFactory = _ => London.Today(TimeProvider.System) };
var trust = new Option<string>("--trust") { Description = "Schools of this trust, by its name in GIAS.", DefaultValueFactory = _ => Choice.DefaultTrust };
var la = new Option<int?>("--la") { Description = "Every open school of this local authority instead: 936 (Surrey) or 850 (Hampshire)." };
var folder = new Option<DirectoryInfo>("--out") { Description = "The folder of the sample's files.", DefaultValueFactory = _ => new DirectoryInfo("sample") };
var url = new Option<Uri>("--url")
{
    Description = "Where Cohesion runs.",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
    CustomParser = given => Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var site) ? site : null,
};

var generate = new Command("generate", "Makes the files only.") { seed, asAt, trust, la, folder };
generate.SetAction(result => Try(() => Task.FromResult(Generate(result))));
var load = new Command("load", "Puts files that were made before into a running Cohesion.") { folder, url };
load.SetAction((result, ct) => Try(() => LoadAsync(result, ct)));
var root = new RootCommand("Makes sample rolls, activities, registers, partners and referrals for real schools, and puts them into Cohesion as anyone would: by files and the public API.")
{
    generate, load, seed, asAt, trust, la, folder, url,
};
root.SetAction((result, ct) => Try(async () => Generate(result) + await LoadAsync(result, ct)));
return await root.Parse(args).InvokeAsync();

int Generate(ParseResult result)
{
    var account = GenerateSample.Run(
        new SampleWish(result.GetValue(seed), result.GetValue(asAt), result.GetValue(trust)!, result.GetValue(la)), result.GetValue(folder)!.FullName);
    Console.WriteLine($"{account.Schools.Count} schools, {account.Total.Learners} learners, {account.Total.Activities} activities in {result.GetValue(folder)}");
    foreach (var note in account.Notes)
    {
        Console.WriteLine($"  {note}");
    }

    return 0;
}

async Task<int> LoadAsync(ParseResult result, CancellationToken ct)
{
    using var door = new Door(result.GetValue(url)!);
    await new LoadSample(door, new SampleFiles(result.GetValue(folder)!.FullName), Console.WriteLine).RunAsync(ct);
    return 0;
}

async Task<int> Try(Func<Task<int>> run)
{
    try
    {
        return await run();
    }
    catch (Exception problem) when (problem is SampleException or HttpRequestException or IOException)
    {
        await Console.Error.WriteLineAsync(problem.Message);
        return 1;
    }
}
