using Cohesion.Contracts;
using Cohesion.EndToEnd;
using Cohesion.Sample;
using Cohesion.Sample.Account;
using Cohesion.Sample.Loading;
using Cohesion.Sample.Schools;
using Cohesion.Testing;

// One town for all: its services are killed and its broker stopped, so that its tests run one after the other.
[assembly: AssemblyFixture(typeof(Town))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Cohesion.EndToEnd;

/// <summary>All of Cohesion, a broker that may be stopped, somewhere for traces to go, and two samples: a Surrey trust with a year of activities, and a Hampshire trust with rolls alone.</summary>
public sealed class Town : IAsyncLifetime
{
    private const string HampshireTrust = "UNIVERSITY OF CHICHESTER (MULTI) ACADEMY TRUST";
    private readonly string folder = Directory.CreateTempSubdirectory("cohesion-town-").FullName;
    private Task? loaded;

    public PrivateBroker Broker { get; private set; } = null!;

    public TraceCollector Traces { get; private set; } = null!;

    public Site Site { get; private set; } = null!;

    public Door Door { get; private set; } = null!;

    public SampleFiles Surrey { get; private set; } = null!;

    public SampleAccount Account { get; private set; } = null!;

    /// <summary>Schools for tests that count their own registers.</summary>
    public SampleFiles Hampshire { get; private set; } = null!;

    public AcademicYear Year => AcademicYear.Of(Account.AsAt);

    public async ValueTask InitializeAsync()
    {
        var ct = CancellationToken.None;
        var today = London.Today(TimeProvider.System);
        Surrey = new SampleFiles(Path.Combine(folder, "surrey"));
        Account = GenerateSample.Run(new SampleWish(2026, today, Choice.DefaultTrust, null), Path.Combine(folder, "surrey"));
        Hampshire = new SampleFiles(Path.Combine(folder, "hampshire"));
        GenerateSample.Run(new SampleWish(2026, today, HampshireTrust, null), Path.Combine(folder, "hampshire"));
        Broker = await PrivateBroker.StartAsync();
        Traces = await TraceCollector.StartAsync(ct);
        Site = await Site.StartAsync(ct, Broker, Traces.Address);
        Door = new Door(Site.Address);
    }

    /// <summary>Both samples are in, as a program puts them in; done once.</summary>
    public Task LoadedAsync() => loaded ??= LoadAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Door?.Dispose();
        foreach (var part in new IAsyncDisposable?[] { Site, Traces, Broker })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask); // one that did not start leaves the others to be ended
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        await new LoadSample(Door, Surrey, line => TestContext.Current.SendDiagnosticMessage(line)).RunAsync(ct);
        await new LoadSchools(Door).RunAsync(Hampshire, ct);
        foreach (var urn in Hampshire.Urns())
        {
            await new LoadRoll(Door).RunAsync(Hampshire, urn, ct);
            await new LoadRoll(Door).LearnersAsync(Hampshire, urn, ct);
            await new LoadAgreements(Door).RunAsync(urn, ct);
        }
    }
}
