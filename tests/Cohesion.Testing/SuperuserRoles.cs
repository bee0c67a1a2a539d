using Npgsql;

namespace Cohesion.Testing;

/// <summary>Lets a superuser be the owner of a store's schemas, as services are of theirs, for tests and measurements of the store alone.</summary>
public static class SuperuserRoles
{
    private const string Make = """
        do $$
        declare
          kind text;
        begin
          perform pg_advisory_xact_lock(hashtext('cohesion roles'));
          foreach kind in array array['_work', '_request'] loop
            if not exists (select from pg_roles where rolname = current_user || kind) then
              execute format('create role %I login password %L %s', current_user || kind, current_setting('cohesion.password'), case kind when '_work' then 'bypassrls' end);
            end if;
          end loop;
          execute format('grant set on parameter session_replication_role to %I', current_user || '_work');
        end
        $$
        """;

    private const string LetIn = """
        do $$
        begin
          execute format('grant connect, temporary on database %I to %I, %I', current_database(), current_user || '_work', current_user || '_request');
        end
        $$
        """;

    public static async Task MakeAsync(string superuser, CancellationToken ct)
    {
        // Roles are the server's and locks a database's: all who make roles meet in one database.
        var parts = new NpgsqlConnectionStringBuilder(superuser) { Pooling = false };
        await RunAsync(new NpgsqlConnectionStringBuilder(parts.ConnectionString) { Database = "postgres" }, Make, ct);
        await RunAsync(parts, LetIn, ct);
    }

    private static async Task RunAsync(NpgsqlConnectionStringBuilder there, string statement, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(there.ConnectionString);
        await connection.OpenAsync(ct);
        await using var tell = new NpgsqlCommand("select set_config('cohesion.password', $1, false)", connection) { Parameters = { new() { Value = there.Password } } };
        await tell.ExecuteNonQueryAsync(ct);
        await using var run = new NpgsqlCommand(statement, connection);
        await run.ExecuteNonQueryAsync(ct);
    }
}
