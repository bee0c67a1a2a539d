using System.Net;
using Cohesion.EventStore;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>What a request leaves in the audit.</summary>
public sealed class Who_saw_what(RecordingService service) : IClassFixture<RecordingService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_view_says_who_saw_what_when_and_why_and_no_name()
    {
        var urn = RecordingService.School();
        using var teacher = service.As(new Person(Role.Teacher, [urn], Id: "p-1"));

        (await teacher.GetAsync($"/api/v1/schools/{urn}/needs", Ct)).Expect(HttpStatusCode.OK);

        var row = Assert.Single(await service.ChainAsync(urn));
        var entry = row.Entry;
        Assert.Equal(
            (1L, "p-1", "teacher", AuditAct.Saw, AuditOutcome.Done, "needs", "", true, "participation"),
            (row.Sequence, entry.Who, entry.Role, entry.Act, entry.Outcome, entry.What, entry.Item, entry.Special, entry.Purpose));
        Assert.NotEmpty(entry.Correlation);
    }

    [Fact]
    public async Task A_change_says_which_thing_and_whether_it_was_done()
    {
        var (urn, id) = (RecordingService.School(), Guid.NewGuid());
        using var teacher = service.As(new Person(Role.Teacher, [urn]));

        foreach (var (how, status) in new[] { ("well", HttpStatusCode.NoContent), ("twice", HttpStatusCode.Conflict), ("badly", HttpStatusCode.InternalServerError) })
        {
            (await teacher.PostAsync($"/api/v1/schools/{urn}/things/{id}?how={how}", null, Ct)).Expect(status);
        }

        var chain = await Eventually.GivesAsync(() => service.ChainAsync(urn), rows => rows.Count == 3, "the failure too", Ct);
        Assert.Equal([AuditOutcome.Done, AuditOutcome.NotDone, AuditOutcome.Failed], chain.Select(row => row.Entry.Outcome));
        Assert.All(chain, row => Assert.Equal($"{id}", row.Entry.Item));
    }

    [Fact]
    public async Task An_export_says_its_reason_if_it_is_one_that_was_offered()
    {
        var urn = RecordingService.School();
        using var teacher = service.As(new Person(Role.Teacher, [urn]));

        Assert.Equal(RecordingService.Name, (await teacher.GetAsync($"/api/v1/schools/{urn}/file?reason=complaint", Ct)).Text);
        await teacher.GetAsync($"/api/v1/schools/{urn}/file?reason={RecordingService.Name}", Ct);

        Assert.Equal([(AuditAct.Exported, "complaint"), (AuditAct.Exported, "")], (await service.ChainAsync(urn)).Select(row => (row.Entry.Act, row.Entry.Reason)));
    }

    [Fact]
    public async Task Who_is_refused_stands_in_the_chain_of_their_own_place_and_never_in_another()
    {
        var (ours, theirs) = (RecordingService.School(), RecordingService.School());
        using var teacher = service.As(new Person(Role.Teacher, [ours]));
        using var governor = service.As(new Person(Role.Governor, [ours]));

        (await teacher.GetAsync($"/api/v1/schools/{theirs}/needs", Ct)).Expect(HttpStatusCode.NotFound);
        (await governor.GetAsync($"/api/v1/schools/{ours}/needs", Ct)).Expect(HttpStatusCode.Forbidden);

        Assert.Empty(await service.ChainAsync(theirs));
        Assert.Equal(
            [("teacher", AuditOutcome.Refused, $"{theirs}"), ("governor", AuditOutcome.Refused, $"{ours}")],
            (await service.ChainAsync(ours)).Select(row => (row.Entry.Role, row.Entry.Outcome, row.Entry.Item)));
    }

    [Fact]
    public async Task A_token_that_opens_nothing_is_counted_and_a_stranger_without_one_leaves_nothing()
    {
        var urn = RecordingService.School();
        using var forger = service.Holding("not.a.token");
        using var stranger = service.As(null);

        (await stranger.GetAsync($"/api/v1/schools/{urn}/register", Ct)).Expect(HttpStatusCode.Unauthorized);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await forger.GetAsync($"/api/v1/schools/{urn}/register", Ct)).Expect(HttpStatusCode.Unauthorized)));

        var rows = await Eventually.GivesAsync(() => service.ChainAsync("platform"), rows => rows.Sum(row => row.Entry.Times) == 20, "all twenty counted", Ct);
        Assert.All(rows, row => Assert.Equal(("unknown-token", "", AuditOutcome.Refused), (row.Entry.Who, row.Entry.Role, row.Entry.Outcome)));
    }

    [Fact]
    public async Task Whose_a_thing_is_its_stream_tells_where_somebody_acts_in_several_schools()
    {
        var (first, second, id) = (RecordingService.School(), RecordingService.School(), Guid.NewGuid());
        await service.Database.ExecuteAsync($"insert into activity.mt_streams (tenant_id, id) values ('{second}', 'thing-{id}')", Ct);
        using var teacher = service.As(new Person(Role.Teacher, [first, second]));

        (await teacher.GetAsync($"/api/v1/things/{id}", Ct)).Expect(HttpStatusCode.OK);

        Assert.Empty(await service.ChainAsync(first));
        Assert.Equal($"{id}", Assert.Single(await service.ChainAsync(second)).Entry.Item);
    }

    [Fact]
    public async Task What_somebody_types_into_an_address_is_not_kept()
    {
        var urn = RecordingService.School();
        using var teacher = service.As(new Person(Role.Teacher, [urn]));

        await teacher.GetAsync($"/api/v1/names/{RecordingService.Name}?urn={RecordingService.Name}&reason={RecordingService.Name}", Ct);

        Assert.Equal(("name", "", ""), (await service.ChainAsync(urn)).Select(row => (row.Entry.What, row.Entry.Item, row.Entry.Reason)).Single());
    }

    [Fact]
    public async Task Nothing_is_shown_before_it_is_on_record_nor_when_it_cannot_be()
    {
        var urn = RecordingService.School();
        using var teacher = service.As(new Person(Role.Teacher, [urn]));
        await using var other = new NpgsqlConnection(service.Database.Superuser);
        await other.OpenAsync(Ct);
        await using var keepsWritersOut = await other.BeginTransactionAsync(Ct);
        await new NpgsqlCommand("lock table activity.audit_rows in share mode", other).ExecuteNonQueryAsync(Ct);

        var answer = teacher.GetAsync($"/api/v1/schools/{urn}/register", Ct);
        foreach (var _ in new[] { "first", "again" })
        {
            await Eventually.IsTrueAsync(EndWriterAsync, "the row waits to be written", Ct);
        }

        Assert.DoesNotContain(RecordingService.Name, (await answer).Expect(HttpStatusCode.ServiceUnavailable).Text, StringComparison.Ordinal);
        await keepsWritersOut.RollbackAsync(Ct);
        Assert.Equal(RecordingService.Name, (await teacher.GetAsync($"/api/v1/schools/{urn}/register", Ct)).Expect(HttpStatusCode.OK).Text);
        Assert.Single(await service.ChainAsync(urn));

        async Task<bool> EndWriterAsync()
        {
            Assert.False(answer.IsCompleted);
            return await service.Database.ScalarAsync<long>(
                "select count(pg_terminate_backend(pid)) from pg_locks where relation = 'activity.audit_rows'::regclass and not granted", Ct) == 1;
        }
    }

    [Fact]
    public async Task Many_at_once_on_two_replicas_make_one_chain()
    {
        var urn = RecordingService.School();
        using var here = service.As(new Person(Role.Teacher, [urn], Id: "here"));
        using var there = service.As(new Person(Role.Teacher, [urn], Id: "there"), replica: 1);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
            (await (number % 2 == 0 ? here : there).GetAsync($"/api/v1/schools/{urn}/register", Ct)).Expect(HttpStatusCode.OK)));

        var chain = await service.ChainAsync(urn);
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), chain.Select(row => row.Sequence));
        Assert.Equal((100, 100), (chain.Count(row => row.Entry.Who == "here"), chain.Count(row => row.Entry.Who == "there")));
        var (code, said) = await service.VerifyAsync($"{urn}");
        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("update activity.audit_rows set who = 'nobody'")]
    [InlineData("delete from activity.audit_rows")]
    [InlineData("truncate activity.audit_rows")]
    public async Task No_row_is_changed_or_removed_by_a_statement_not_even_a_superusers(string statement)
    {
        await service.Services.GetRequiredService<AuditTrail>().RecordAsync(A.Row(RecordingService.School()), Ct);

        await using var connection = await service.Services.GetRequiredService<Store>().Home.OpenAsync(Ct);
        await using var asService = new NpgsqlCommand(statement, connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => asService.ExecuteNonQueryAsync(Ct))).SqlState);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync(statement, Ct))).SqlState);
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => service.Database.ExecuteAsync($"set session_replication_role = replica; {statement}", Ct))).SqlState);
    }
}

/// <summary>Entries for tests.</summary>
internal static class A
{
    public static AuditEntry Row(int urn, string who = "p-1") => new(
        $"{urn}", new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero), who, "teacher", AuditAct.Saw, AuditOutcome.Done, "register", $"{Guid.Empty}", true, "participation", "", "c1");
}
