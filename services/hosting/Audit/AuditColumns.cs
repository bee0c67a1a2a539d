using Npgsql;
using NpgsqlTypes;

namespace Cohesion.Hosting;

/// <summary>Rows of the audit as columns.</summary>
internal static class AuditColumns
{
    public static void Add(NpgsqlParameterCollection parameters, IReadOnlyList<AuditRow> rows)
    {
        Texts(entry => entry.Tenant);
        Column(row => row.Sequence);
        Column(row => row.Entry.At);
        Texts(entry => entry.Who);
        Texts(entry => entry.Role);
        Texts(entry => AuditCodes.Of(entry.Act));
        Texts(entry => AuditCodes.Of(entry.Outcome));
        Texts(entry => entry.What);
        Texts(entry => entry.Item);
        Column(row => row.Entry.Special);
        Texts(entry => entry.Purpose);
        Texts(entry => entry.Reason);
        Texts(entry => entry.Correlation);
        Column(row => row.Entry.Times);
        Column(row => row.Key);
        Column(row => row.Previous);
        Column(row => row.Hash);

        void Texts(Func<AuditEntry, string> of) => Column(row => of(row.Entry));

        void Column<T>(Func<AuditRow, T> of) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(of)] });
    }

    public static NpgsqlParameter[] Of(AuditSearch search, long? before, int limit) =>
    [
        new() { Value = search.Tenant },
        new() { Value = before ?? long.MaxValue },
        new() { Value = (search.From ?? DateTimeOffset.UnixEpoch).ToUniversalTime() },
        new() { Value = (search.Until ?? DateTimeOffset.MaxValue.AddYears(-1)).ToUniversalTime() },
        Text(search.Act is { } act ? AuditCodes.Of(act) : null),
        Text(search.Outcome is { } outcome ? AuditCodes.Of(outcome) : null),
        Text(search.Who),
        new() { Value = search.SpecialOnly },
        new() { Value = limit },
    ];

    public static AuditRow Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(1),
        new AuditEntry(
            reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3), reader.GetString(4), Code<AuditAct>(reader.GetString(5)), Code<AuditOutcome>(reader.GetString(6)),
            reader.GetString(7), reader.GetString(8), reader.GetBoolean(9), reader.GetString(10), reader.GetString(11), reader.GetString(12), reader.GetInt32(13)),
        reader.GetString(14), reader.GetFieldValue<byte[]>(15), reader.GetFieldValue<byte[]>(16));

    private static T Code<T>(string code)
        where T : struct, Enum => AuditCodes.TryParse<T>(code, out var value) ? value : (T)Enum.ToObject(typeof(T), -1); // whoever wrote it was not us: its hash will not fit

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
