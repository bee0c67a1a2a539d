using System.ComponentModel.DataAnnotations;

using Microsoft.Extensions.Options;

namespace Cohesion.EventStore;

/// <summary>Where the database is: <c>ConnectionStrings:Cohesion</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>An Npgsql connection string.</summary>
    [Required(ErrorMessage = "ConnectionStrings:Cohesion is missing.")]
    public string ConnectionString { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ValidateStoreOptions : IValidateOptions<StoreOptions>;
