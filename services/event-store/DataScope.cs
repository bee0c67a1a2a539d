namespace Cohesion.EventStore;

/// <summary>
/// Whose rows the work at hand may see. Work for a request has a scope from its first moment, and with it PostgreSQL shows it the rows of these places
/// and no others; work in the background has none, and sees what its service holds.
/// </summary>
public sealed class DataScope
{
    private static readonly AsyncLocal<DataScope?> Flow = new();
    private readonly string setting;

    private DataScope(IReadOnlySet<string> places) => (Places, setting) = (places, string.Join(',', places));

    /// <summary>The scope of what runs now; null in the background.</summary>
    public static DataScope? Current => Flow.Value;

    /// <summary>Tenants, and what else a policy of the service's may name.</summary>
    public IReadOnlySet<string> Places { get; }

    /// <summary>From here on, until the calling method returns, only rows of these places are seen.</summary>
    public static void Enter(params IEnumerable<string> places) =>
        Flow.Value = new(places.Where(place => place.Length > 0 && !place.Contains(',', StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal));

    /// <summary>Until it is disposed of, what runs sees as the background does: where what is looked for is what decides whose it is.</summary>
    /// <param name="why">For whoever reads the code; a test names all places where this is called.</param>
    public static IDisposable Beyond(string why)
    {
        ArgumentException.ThrowIfNullOrEmpty(why);
        var back = new Back(Flow.Value);
        Flow.Value = null;
        return back;
    }

    /// <summary>Whether the work at hand may write for a tenant.</summary>
    /// <exception cref="OutOfScopeException">The tenant is not in its scope.</exception>
    internal static void Insist(Tenant tenant)
    {
        if (Current is { } scope && !scope.Places.Contains(tenant.Value))
            throw new OutOfScopeException(tenant);
    }

    /// <summary>Begins a transaction in which PostgreSQL knows the scope; with <paramref name="toRead"/> nothing can be written in it.</summary>
    internal async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, bool toRead, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var begin = connection.Command("select set_config('cohesion.scope', $1, true), set_config('transaction_read_only', $2, true)", setting, toRead ? "on" : "off");
        await begin.PrepareAsync(ct);
        await begin.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    private sealed class Back(DataScope? scope) : IDisposable
    {
        public void Dispose() => Flow.Value = scope;
    }
}

/// <summary>A request was to write for a tenant that is not in its scope: a mistake of ours, that must not become a leak.</summary>
public sealed class OutOfScopeException(Tenant tenant) : InvalidOperationException($"Tenant {tenant} is not in the scope of this request.");
