using System.Globalization;
using System.Text.Json.Nodes;

namespace Cohesion.Sample.Loading;

/// <summary>A cohesion lead registers the school's partners and notes when they were last in touch.</summary>
public sealed class LoadPartners(Door door)
{
    /// <summary>By the sample's own key: the id under which activities name a partner.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SampleFiles files, int urn, CancellationToken ct)
    {
        var who = new Person("cohesion-lead", urn);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var partner in files.Partners(urn))
        {
            var key = $"sample-{urn}-partner-{partner.Key}";
            var request = new JsonObject
            {
                ["name"] = partner.Name,
                ["sector"] = partner.Sector,
                ["community"] = partner.Community,
                ["since"] = Day(partner.Since),
                ["contact"] = new JsonObject { ["name"] = partner.Contact },
            };
            var registered = Door.Expect(await door.PostAsync(who, $"/api/v1/partners?urn={urn}", request, key, ct), $"{partner.Name} at {urn}");
            ids[partner.Key] = registered.Json["id"]!.GetValue<string>();
            var contact = new JsonObject { ["on"] = Day(partner.LastContact), ["medium"] = "email" };
            Door.Expect(await door.PostAsync(who, $"/api/v1/partners/{ids[partner.Key]}/contacts?urn={urn}", contact, $"{key}-contact", ct), $"Contact with {partner.Name}");
        }

        return ids;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
