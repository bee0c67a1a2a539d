using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Dapper;
using Npgsql;

namespace Cohesion.Activity.Participation;

/// <summary>Counts, per learner and academic year, attendance at sessions; made of registers only, so that a rebuild gives the same rows.</summary>
public sealed class YearLedger : IProjection
{
    private static readonly string Apply = Text("ApplyRegister.sql");

    public const string ProjectionName = "year_ledger";

    public string Name => ProjectionName;

    public int Version => 1;

    public string Ddl => "Participation.YearLedger.sql";

    public IReadOnlySet<Type> Handles { get; } = new HashSet<Type> { typeof(RegisterTaken), typeof(RegisterCorrected), typeof(RegisterUndone) };

    public async Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        foreach (var stored in events)
        {
            await (stored.Data switch
            {
                RegisterTaken e => PutAsync(stored, e.SessionId.Value, e.On, e.Tags, e.Present, e.Absent),
                RegisterCorrected e => PutAsync(stored, e.SessionId.Value, e.On, e.Tags, e.Present, e.Absent),
                RegisterUndone e => PutAsync(stored, e.SessionId.Value, e.Time.On, e.Tags, [], []),
                _ => Task.CompletedTask,
            });
        }

        Task PutAsync(StoredEvent stored, Guid session, DateOnly on, Tags tags, IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent) =>
            connection.ExecuteAsync(new CommandDefinition(Apply, new
            {
                tenant = stored.Stream.Tenant.Value,
                session,
                year = AcademicYear.Of(on).StartYear,
                community = tags.CommunityBased,
                present = present.Select(id => id.Value).ToArray(),
                absent = absent.Select(id => id.Value).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    private static string Text(string file)
    {
        var assembly = typeof(YearLedger).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(
            assembly.GetManifestResourceNames().Single(name => name.EndsWith("Participation." + file, StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }
}
