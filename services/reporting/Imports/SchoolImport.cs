using System.Text.Json;
using System.Text.Json.Serialization;
using Cohesion.EventStore;

namespace Cohesion.Reporting.Imports;

/// <summary>Names one upload of a GIAS file.</summary>
[JsonConverter(typeof(SchoolImportIdConverter))]
public readonly record struct SchoolImportId(Guid Value)
{
    public StreamKey Stream => new(Tenant.Platform, $"school-import-{Value}");

    public override string ToString() => Value.ToString();

    public sealed class SchoolImportIdConverter : JsonConverter<SchoolImportId>
    {
        public override SchoolImportId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, SchoolImportId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>A GIAS file arrived and waits to be read.</summary>
public sealed record SchoolImportReceived(SchoolImportId ImportId, string FileName, long Size, bool ApplyWhenRead, DateTimeOffset ReceivedAt);

/// <summary>The file was read: what applying it would do.</summary>
public sealed record SchoolImportRead(SchoolImportId ImportId, ImportCounts Counts, DateTimeOffset ReadAt);

/// <summary>The file lacks columns, so no row of it could be read.</summary>
public sealed record SchoolImportRejected(SchoolImportId ImportId, IReadOnlyList<string> Columns, DateTimeOffset ReadAt);

/// <summary>Someone said that the good rows are to be taken over.</summary>
public sealed record SchoolImportConfirmed(SchoolImportId ImportId, DateTimeOffset ConfirmedAt);

/// <summary>The good rows were taken over; counts say what they did.</summary>
public sealed record SchoolImportApplied(SchoolImportId ImportId, ImportCounts Counts, DateTimeOffset AppliedAt);

/// <summary>Rows of a file by what they do.</summary>
public sealed record ImportCounts(int Rows, int New, int Changed, int Unchanged, int Faulty);

public enum ImportState
{
    None,
    Reading,
    Ready,
    Unreadable,
    Applying,
    Applied,
}

/// <summary>The way of one GIAS file: received, read, looked at, taken over.</summary>
public sealed record SchoolImport(SchoolImportId Id, ImportState State, ImportCounts? Counts, bool ApplyWhenRead)
{
    public static readonly Aggregate<SchoolImport> Aggregate = new("school-import", new SchoolImport(default, ImportState.None, null, false), Evolve);

    public static SchoolImport Evolve(SchoolImport import, object @event) => @event switch
    {
        SchoolImportReceived e => new SchoolImport(e.ImportId, ImportState.Reading, null, e.ApplyWhenRead),
        SchoolImportRead e => import with { State = ImportState.Ready, Counts = e.Counts },
        SchoolImportRejected => import with { State = ImportState.Unreadable },
        SchoolImportConfirmed => import with { State = ImportState.Applying },
        SchoolImportApplied e => import with { State = ImportState.Applied, Counts = e.Counts },
        _ => import,
    };
}
