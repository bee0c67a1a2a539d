using System.ComponentModel.DataAnnotations;

using Microsoft.Extensions.Options;

namespace Cohesion.EventStore;

/// <summary>Where the databases are: <c>ConnectionStrings:Cohesion</c> is the home shard, <c>Store:Shards</c> are further ones.</summary>
public sealed class StoreOptions : IValidatableObject
{
    public const string Section = "Store";

    /// <summary>An Npgsql connection string.</summary>
    [Required(ErrorMessage = "ConnectionStrings:Cohesion is missing.")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Npgsql connection strings of further shards, by their names.</summary>
    public Dictionary<string, string> Shards { get; } = new(StringComparer.Ordinal);

    /// <summary>Where tenants begin that are not to begin at home: names of shards by tenants. From then on the store knows where each is.</summary>
    public Dictionary<string, string> Tenants { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Shards.ContainsKey(Shard.Home))
            yield return new($"Store:Shards:{Shard.Home} is ConnectionStrings:Cohesion.");
        foreach (var (name, _) in Shards.Where(shard => DatabaseOf(shard.Value) is null))
            yield return new($"Store:Shards:{name} is no connection string.");
        var databases = Shards.Append(new(Shard.Home, ConnectionString)).Where(shard => DatabaseOf(shard.Value) is not null);
        foreach (var same in databases.GroupBy(shard => DatabaseOf(shard.Value)).Where(same => same.Count() > 1))
            yield return new($"Store:Shards: {string.Join(", ", same.Select(shard => shard.Key).Order(StringComparer.Ordinal))} are the same database.");
        foreach (var (tenant, shard) in Tenants.Where(tenant => tenant.Value != Shard.Home && !Shards.ContainsKey(tenant.Value)))
            yield return new($"Store:Tenants:{tenant} names the shard {shard}, but Store:Shards:{shard} is missing.");
    }

    private static (string? Host, int Port, string? Database)? DatabaseOf(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(parts.Host) ? null : (parts.Host, parts.Port, parts.Database ?? parts.Username);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

[OptionsValidator]
internal sealed partial class ValidateStoreOptions : IValidateOptions<StoreOptions>;
