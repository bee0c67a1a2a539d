namespace Cohesion.EventStore;

/// <summary>Passes rows from one database into a table of another as PostgreSQL itself writes them, so that nothing of ours needs to know their types.</summary>
internal static class BinaryCopy
{
    /// <summary><paramref name="into"/> is a table, with its columns in brackets where they are not all.</summary>
    public static async Task RunAsync(NpgsqlConnection source, string query, NpgsqlConnection target, string into, CancellationToken ct)
    {
        await using var rows = await source.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", ct);
        await using var writing = await target.BeginRawBinaryCopyAsync($"copy {into} from stdin (format binary)", ct);
        try
        {
            await rows.CopyToAsync(writing, ct);
        }
        catch
        {
            await writing.CancelAsync();
            throw;
        }
    }

    /// <summary>Which rows are the tenant's, in a query of COPY, which takes no parameters.</summary>
    public static string Whose(Tenant tenant) => $"tenant_id = {Literal(tenant.Value)}";

    private static string Literal(string text) => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
