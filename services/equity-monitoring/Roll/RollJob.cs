using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>An import that waits to be read or applied.</summary>
internal sealed record RollJob(RollImportId Import, Tenant Tenant, string Step, bool ApplyWhenRead, bool ConfirmLeavers, string By, string? TraceParent)
{
    public const string Read = "read";
    public const string Apply = "apply";

    public StreamKey Stream => new(Tenant, Import.ToString());
}

internal sealed record RollJobRow(Guid ImportId, string TenantId, string Step, bool ApplyWhenRead, bool ConfirmLeavers, string ById, string? TraceParent)
{
    public RollJob ToJob() => new(new(ImportId), new(TenantId), Step, ApplyWhenRead, ConfirmLeavers, ById, TraceParent);
}
