using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>What somebody does to the rows who owns the database and switches the triggers off; the verifier names the first row that is not as it was written.</summary>
public sealed class Tampering_with_the_audit(RecordingService service) : IClassFixture<RecordingService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Deeds => new()
    {
        { "update activity.audit_rows set who = 'somebody-else' where chain = $1 and seq = 7", "row 7 has been changed" },
        { "update activity.audit_rows set at = at + interval '1 microsecond' where chain = $1 and seq = 7", "row 7 has been changed" },
        { "update activity.audit_rows set special = false where chain = $1 and seq = 7", "row 7 has been changed" },
        { "update activity.audit_rows set act = 'glimpsed' where chain = $1 and seq = 7", "row 7 has been changed" },
        { "delete from activity.audit_rows where chain = $1 and seq = 7", "row 7 is missing" },
        { "delete from activity.audit_rows where chain = $1 and seq = 1", "row 1 is missing" },
        { "delete from activity.audit_rows where chain = $1 and seq > 15", "row 16 is missing, with all after it: row 20 was anchored" },
        { "delete from activity.audit_rows where chain = $1", "row 1 is missing, with all after it: row 20 was anchored" },
        { "update activity.audit_rows set seq = case seq when 7 then 107 else 7 end where chain = $1 and seq in (7, 8); update activity.audit_rows set seq = 8 where chain = $1 and seq = 107", "row 7 does not follow the row before it" },
        { "update activity.audit_rows set seq = seq + 1000 where chain = $1 and seq > 7; update activity.audit_rows set seq = seq - 999 where chain = $1 and seq > 1000; insert into activity.audit_rows select chain, 8, at, 'forged', role, act, outcome, what, item, special, purpose, reason, correlation, times, key, hash, previous from activity.audit_rows where chain = $1 and seq = 7", "row 8 has been changed" },
        { "insert into activity.audit_rows select chain, 0, at, who, role, act, outcome, what, item, special, purpose, reason, correlation, times, key, previous, hash from activity.audit_rows where chain = $1 and seq = 1", "row 1 is there twice, or out of its place" },
    };

    [Theory, MemberData(nameof(Deeds))]
    public async Task Is_found_and_named(string deed, string found)
    {
        var urn = await TwentyRowsAsync();
        Assert.Equal(0, (await service.VerifyAsync($"{urn}")).Code);

        await AsOwnerOfTheDatabaseAsync(deed.Replace("$1", $"'{urn}'", StringComparison.Ordinal));

        var (code, said) = await service.VerifyAsync($"{urn}");
        Assert.Equal(1, code);
        Assert.Contains($"activity: the chain of {urn} is broken: {found}.", said, StringComparison.Ordinal);
    }

    /// <summary>All hashes fit again, but without the key; and where the key was stolen too, the end is not the one that was told.</summary>
    [Theory]
    [InlineData(false, "row 1 is hashed with a key that is not at hand")]
    [InlineData(true, "row 20 is another row than the one that was anchored")]
    public async Task A_whole_chain_made_anew_is_found(bool withKey, string found)
    {
        var urn = await TwentyRowsAsync();
        var keys = withKey ? new AuditKeys(Path.Combine(service.Folder, "keys")) : new AuditKeys((string?)null);
        var forger = new AuditChain("activity", keys);
        AuditHead? head = null;
        foreach (var row in await service.ChainAsync(urn))
        {
            var forged = forger.Next(head, row.Entry with { Who = "somebody-else" });
            head = new($"{urn}", forged.Sequence, forged.Hash);
            await AsOwnerOfTheDatabaseAsync(
                $"update activity.audit_rows set who = 'somebody-else', key = '{forged.Key}', previous = '\\x{Convert.ToHexString(forged.Previous)}', hash = '\\x{Convert.ToHexString(forged.Hash)}' where chain = '{urn}' and seq = {forged.Sequence}");
        }

        Assert.Contains(found, (await service.VerifyAsync($"{urn}")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_cut_off_and_replaced_by_new_ones_are_found()
    {
        var urn = await TwentyRowsAsync();
        await AsOwnerOfTheDatabaseAsync($"delete from activity.audit_rows where chain = '{urn}' and seq > 15");
        await RecordAsync(urn, 10);

        Assert.Contains("row 20 is another row than the one that was anchored", (await service.VerifyAsync($"{urn}")).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_the_log_are_anchors_too()
    {
        var urn = await TwentyRowsAsync();
        var log = Path.Combine(service.Folder, $"{urn}.log");
        var last = (await service.ChainAsync(urn))[^1];
        await File.WriteAllTextAsync(log, $"info: Cohesion.Hosting.AuditAnchors[1011]\n      Audit anchor activity {urn} 20 {Convert.ToBase64String(last.Hash)}\n", Ct);
        Assert.Equal(0, (await service.VerifyAsync($"{urn}", "--anchors", log)).Code);
        await AsOwnerOfTheDatabaseAsync($"delete from activity.audit_rows where chain = '{urn}' and seq = 20");

        Assert.Contains("row 20 is missing", (await service.VerifyAsync($"{urn}", "--anchors", log)).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_chain_is_looked_at_where_none_is_named_and_what_is_no_command_is_told()
    {
        var urn = await TwentyRowsAsync();
        await AsOwnerOfTheDatabaseAsync($"delete from activity.audit_rows where chain = '{urn}' and seq = 3");

        Assert.Contains($"the chain of {urn} is broken: row 3 is missing.", (await service.VerifyAsync()).Said, StringComparison.Ordinal);
        Assert.Equal(2, (await service.VerifyAsync("--everything")).Code);
    }

    private async Task<int> TwentyRowsAsync()
    {
        var urn = RecordingService.School();
        await RecordAsync(urn, 20);
        service.Services.GetRequiredService<AuditAnchors>().Tell();
        return urn;
    }

    private async Task RecordAsync(int urn, int rows)
    {
        var trail = service.Services.GetRequiredService<AuditTrail>();
        await Task.WhenAll(Enumerable.Range(0, rows).Select(number => trail.RecordAsync(A.Row(urn, $"p-{number}"), Ct)));
    }

    private async Task AsOwnerOfTheDatabaseAsync(string deed)
    {
        await using var connection = new NpgsqlConnection(service.Database.Superuser);
        await connection.OpenAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await new NpgsqlCommand($"alter table activity.audit_rows disable trigger all; {deed}; alter table activity.audit_rows enable always trigger audit_rows_are_only_added", connection).ExecuteNonQueryAsync(Ct);
        await transaction.CommitAsync(Ct);
    }
}
