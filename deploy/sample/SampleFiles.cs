using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cohesion.Sample.Account;
using Cohesion.Sample.Activities;
using Cohesion.Sample.Partners;
using Cohesion.Sample.Referrals;

namespace Cohesion.Sample;

/// <summary>Where a sample lies: what a school or an agency would send, as files, and the account of it all.</summary>
public sealed class SampleFiles(string folder)
{
    private static readonly string[] Folders = ["rolls", "activities", "registers", "partners"];

    private string KeysPath => Path.Combine(folder, "agency-keys.json");

    public string GiasPath => Path.Combine(folder, "gias.csv");

    public string RollPath(int urn) => InFolder("rolls", urn, "csv");

    /// <summary>The schools that have a roll, in the order of their URNs.</summary>
    public IReadOnlyList<int> Urns() =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "rolls"), "*.csv").Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).Order()];

    /// <summary>Makes the folder anew, so that nothing of an earlier sample stays.</summary>
    public void Clear()
    {
        foreach (var name in Folders)
        {
            var path = Path.Combine(folder, name);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Directory.CreateDirectory(path);
        }
    }

    public IReadOnlyList<PlannedActivity> Activities(int urn) => Read(InFolder("activities", urn, "json"), SampleJson.Default.IReadOnlyListPlannedActivity);

    public IReadOnlyList<Partner> Partners(int urn) => Read(InFolder("partners", urn, "json"), SampleJson.Default.IReadOnlyListPartner);

    public IReadOnlyList<Referral> Referrals() => Read(Path.Combine(folder, "referrals.json"), SampleJson.Default.IReadOnlyListReferral);

    public IReadOnlyList<Agency> Agencies() => Read(Path.Combine(folder, "agencies.json"), SampleJson.Default.IReadOnlyListAgency);

    /// <summary>The agencies' keys of the last load, none before it.</summary>
    public IReadOnlyDictionary<string, string> AgencyKeys() =>
        File.Exists(KeysPath) ? Read(KeysPath, SampleJson.Default.IReadOnlyDictionaryStringString) : new Dictionary<string, string>(StringComparer.Ordinal);

    public void Write(IReadOnlyDictionary<string, string> agencyKeys)
    {
        Write(KeysPath, agencyKeys, SampleJson.Default.IReadOnlyDictionaryStringString);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeysPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public SampleAccount Account() => Read(Path.Combine(folder, "account.json"), SampleJson.Default.SampleAccount);

    /// <summary>By session: the UPNs of those who were present.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Registers(int urn) => File.ReadLines(InFolder("registers", urn, "csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => DataFile.Parts(cells[1]), StringComparer.Ordinal);

    public void Write(IReadOnlyList<Agency> agencies, IReadOnlyList<Referral> referrals)
    {
        Write(Path.Combine(folder, "agencies.json"), agencies, SampleJson.Default.IReadOnlyListAgency);
        Write(Path.Combine(folder, "referrals.json"), referrals, SampleJson.Default.IReadOnlyListReferral);
    }

    public void Write(int urn, byte[] roll, SchoolYear year, IReadOnlyList<Partner> partners)
    {
        File.WriteAllBytes(RollPath(urn), roll);
        Write(InFolder("activities", urn, "json"), year.Activities, SampleJson.Default.IReadOnlyListPlannedActivity);
        Write(InFolder("partners", urn, "json"), partners, SampleJson.Default.IReadOnlyListPartner);
        var registers = new StringBuilder("session,present\n");
        foreach (var (session, present) in year.Present.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            registers.Append(session).Append(',').AppendJoin(';', present).Append('\n');
        }

        File.WriteAllText(InFolder("registers", urn, "csv"), registers.ToString());
    }

    public void Write(SampleAccount account) => Write(Path.Combine(folder, "account.json"), account, SampleJson.Default.SampleAccount);

    private string InFolder(string name, int urn, string kind) => Path.Combine(folder, name, string.Create(CultureInfo.InvariantCulture, $"{urn}.{kind}"));

    private static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        using var stream = File.Exists(path) ? File.OpenRead(path) : throw new SampleException($"There is no {path}. Make the files first: generate --out …");
        return JsonSerializer.Deserialize(stream, type) ?? throw new SampleException($"{path} is empty.");
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        using var stream = File.Create(path);
        JsonSerializer.Serialize(stream, value, type);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<PlannedActivity>))]
[JsonSerializable(typeof(IReadOnlyList<Partner>))]
[JsonSerializable(typeof(IReadOnlyList<Referral>))]
[JsonSerializable(typeof(IReadOnlyList<Agency>))]
[JsonSerializable(typeof(SampleAccount))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
public sealed partial class SampleJson : JsonSerializerContext;
