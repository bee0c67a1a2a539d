using System.CommandLine;
using Cohesion.Contracts;
using Cohesion.Sample;
using Cohesion.Sample.Schools;

var seed = new Option<int>("--seed") { Description = "The same seed makes the same sample.", DefaultValueFactory = _ => 2026 };
var asAt = new Option<DateOnly>("--as-at") { Description = "The day the sample ends on; what is later is planned.", DefaultValueFactory = _ => London.Today(TimeProvider.System) };
var trust = new Option<string>("--trust") { Description = "Schools of this trust, by its name in GIAS.", DefaultValueFactory = _ => Choice.DefaultTrust };
var la = new Option<int?>("--la") { Description = "Every open school of this local authority instead: 936 or 850." };
var folder = new Option<DirectoryInfo>("--out") { Description = "The folder of the sample's files.", DefaultValueFactory = _ => new DirectoryInfo("sample") };

var root = new RootCommand("Makes sample rolls, activities, registers, partners and referrals for real schools.") { seed, asAt, trust, la, folder };
root.SetAction(result => Generate(result));
return await root.Parse(args).InvokeAsync();

int Generate(ParseResult result)
{
    var account = GenerateSample.Run(
        new SampleWish(result.GetValue(seed), result.GetValue(asAt), result.GetValue(trust)!, result.GetValue(la)), result.GetValue(folder)!.FullName);
    Console.WriteLine($"{account.Schools.Count} schools, {account.Total.Learners} learners, {account.Total.Activities} activities");
    return 0;
}
