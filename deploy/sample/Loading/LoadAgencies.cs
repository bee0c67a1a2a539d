using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cohesion.Sample.Loading;

/// <summary>The administrator registers the agencies and gives each a key; the keys stay beside the files, as each agency would keep its own.</summary>
public sealed class LoadAgencies(Door door)
{
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SampleFiles files, CancellationToken ct)
    {
        var (who, kept) = (new Person("administrator"), files.AgencyKeys());
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var agency in files.Agencies())
        {
            var request = new JsonObject
            {
                ["name"] = agency.Name,
                ["sector"] = agency.Sector,
                ["schools"] = new JsonArray(),
                ["localAuthorities"] = new JsonArray(agency.LaCode),
                ["reasons"] = new JsonArray(),
            };
            var name = $"sample-agency-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(agency.Name)))[..16]}";
            var id = Door.Expect(await door.PostAsync(who, "/api/v1/agencies", request, name, ct), agency.Name).Json["id"]!.GetValue<string>();
            keys[agency.Name] = kept.TryGetValue(agency.Name, out var key) && await WorksAsync(key, ct) ? key : await IssueAsync(who, id, agency.Name, ct);
        }

        files.Write(keys);
        return keys;
    }

    private async Task<bool> WorksAsync(string key, CancellationToken ct) => (await door.GetAsync(new Person(key), "/api/v1/referrals", ct)).Status == System.Net.HttpStatusCode.OK;

    private async Task<string> IssueAsync(Person who, string agency, string name, CancellationToken ct) =>
        Door.Expect(await door.PostAsync(who, $"/api/v1/agencies/{agency}/keys", null, Guid.NewGuid().ToString("N"), ct), $"A key for {name}").Json["key"]!.GetValue<string>();
}
