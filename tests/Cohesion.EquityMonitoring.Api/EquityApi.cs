using System.Globalization;
using System.Net;
using System.Text;
using Cohesion.Contracts.Reporting;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

/// <summary>The service with a broker, a database, and another service's voice on the broker. Every test takes a school of its own.</summary>
public class EquityApi : ServiceUnderTest<EquityJson>, IAsyncLifetime
{
    public const string Header = "UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,Gender,Year,Reg,Ethnicity,First Language,SEN,PP,FSM,Enrolment Status";
    private static int lastUrn = 125_100;

    public MessageProbe Probe { get; private set; } = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Probe = await MessageProbe.StartAsync(Surroundings.VirtualHost, TestContext.Current.CancellationToken);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Probe.DisposeAsync();
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Tells of a new school and gives its URN once the service knows it.</summary>
    public async Task<int> SchoolAsync(CancellationToken ct, bool open = true)
    {
        var urn = Interlocked.Increment(ref lastUrn);
        await Probe.PublishAsync(new SchoolListed(
            new(urn, "Ashdown Primary School", 936, "Surrey", null, null, "Primary", open, 400, 4, 11, "936/2001", 1), new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero)), ct);
        using var client = As(Role.DataManager, urn);
        await Eventually.GivesAsync(() => client.GetAsync($"/api/v1/rolls/{urn}", ct), answer => answer.Status == HttpStatusCode.OK, "the school to be known", ct);
        return urn;
    }

    /// <summary>A good row of the roll.</summary>
    public static string Row(
        int pupil, string year = "5", string form = "5B", string surname = "Lovell", string forename = "Sam", string ethnicity = "WBRI", string sen = "N", string status = "C", string sex = "F", string fsm = "N", string language = "ENG") =>
        $"{UpnOf(pupil)},{surname},{forename},,02/10/2016,{sex},{year},{form},{ethnicity},{language},{sen},N,{fsm},{status}";

    public static string UpnOf(int pupil)
    {
        var rest = "8014001" + pupil.ToString("00000", CultureInfo.InvariantCulture);
        return Upn.CheckLetterOf(rest) + rest;
    }

    public static byte[] File(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(Header)) + "\r\n");

    /// <summary>Sends a file and waits until it has been read (and applied, if asked to).</summary>
    public async Task<RollImportSummary> ImportAsync(int urn, byte[] file, bool apply, CancellationToken ct)
    {
        using var manager = As(Role.DataManager, urn);
        var sent = (await manager.UploadAsync($"/api/v1/rolls/{urn}/imports?apply={(apply ? "true" : "false")}", "file", "roll.csv", file, ct)).Expect(HttpStatusCode.Accepted);
        return await SettledAsync(manager, sent.Location!, ct);
    }

    /// <summary>A school that learner 1 stays at and so many others have left.</summary>
    public async Task<(int Urn, IReadOnlyList<Guid> Left)> SchoolThatLearnersLeftAsync(int many, CancellationToken ct)
    {
        var urn = await SchoolAsync(ct);
        await ImportAsync(urn, File(Enumerable.Range(1, many + 1).Select(pupil => Row(pupil))), apply: true, ct);
        using var manager = As(Role.DataManager, urn);
        var left = new List<Guid>();
        foreach (var pupil in Enumerable.Range(2, many))
        {
            left.Add((await manager.PostAsync($"/api/v1/equity/schools/{urn}/records/find", new { upn = UpnOf(pupil) }, ct)).Expect(HttpStatusCode.OK).Json["learnerId"]!.GetValue<Guid>());
        }

        var sent = (await manager.UploadAsync($"/api/v1/rolls/{urn}/imports?apply=true&confirmLeavers=true", "file", "roll.csv", File(Row(1)), ct)).Expect(HttpStatusCode.Accepted);
        await SettledAsync(manager, sent.Location!, ct);
        return (urn, left);
    }

    public static async Task<RollImportSummary> SettledAsync(ApiClient client, string location, CancellationToken ct) => await Eventually.GivesAsync(
        async () => (await client.GetAsync(location, ct)).Expect(HttpStatusCode.OK).Read<RollImportSummary>(),
        import => import.Status is not (RollImportStatus.Reading or RollImportStatus.Applying), "the import to settle", ct);
}
