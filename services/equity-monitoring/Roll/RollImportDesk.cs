using System.Diagnostics;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>What became of a file that was sent.</summary>
internal abstract record Received
{
    private Received()
    {
    }

    public sealed record Kept(RollImportId Id) : Received;

    public sealed record Refused(Fault Fault) : Received;

    public sealed record NoSuchSchool : Received;
}

/// <summary>Takes roll files in.</summary>
internal sealed class RollImportDesk(Store store, KnownSchools schools, RollUpload upload, RollBell bell, TimeProvider clock)
{
    public async Task<Received> ReceiveAsync(int urn, RollImportId id, Caller caller, HttpRequest request, bool apply, bool confirmLeavers, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return new Received.NoSuchSchool();
        }

        if (!school.Open)
        {
            return Refuse("school-closed", "This school has closed; its roll stays as it was.");
        }

        if (await RollUpload.OpenAsync(request, ct) is not { } file)
        {
            return Refuse("file-missing", "Choose the file that your school’s system exported.");
        }

        var (tenant, now) = (Tenant.Of(urn), clock.GetUtcNow());
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
        if (await work.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(store.Sql<RollImportDesk>("Roll.HasFile.sql"), new { import = id.Value }, work.Transaction, cancellationToken: ct)))
        {
            return new Received.Kept(id); // the request is a repeat of one whose answer got lost
        }

        var kept = await upload.KeepAsync(work, id, file.Bytes, ct);
        switch (kept)
        {
            case null: return Refuse("file-too-long", "The file is longer than 16 MB: it is not one school’s roll.");
            case { Text.Length: 0 }: return Refuse("file-empty", "The file is empty.");
            case { Fault: { } fault }: return new Received.Refused(fault);
        }

        var (text, sha, _) = kept.Value;
        var parameters = new
        {
            import = id.Value,
            tenant = tenant.Value,
            apply,
            confirmLeavers,
            by = caller.PersonId,
            byName = caller.Name,
            now,
            trace = Activity.Current?.Id,
            name = file.Name,
            encoding = text.Encoding,
            lines = text.Lines,
        };
        await work.Connection.ExecuteAsync(new CommandDefinition(store.Sql<RollImportDesk>("Roll.KeepFile.sql"), parameters, work.Transaction, cancellationToken: ct));
        work.Append(new(tenant, id.ToString()), RollImport.Aggregate.Alias, ExpectedVersion.MustNotExist, new RollUploaded(id, caller.PersonId, text.Length, sha, now));
        await work.CommitAsync(ct);
        bell.Ring();
        return new Received.Kept(id);
    }

    private static Received.Refused Refuse(string code, string message) => new(new Fault("file", code, message));
}
