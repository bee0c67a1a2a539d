using Cohesion.Hosting;

namespace Cohesion.Web;

/// <summary>What a form part needs to know of its field: its id, what describes it, and what is wrong with it.</summary>
public sealed record Field(string Id, string? DescribedBy, string? Error)
{
    public static Field Of(string name, string? hint, IReadOnlyList<Fault> faults, string? also = null)
    {
        var id = IdOf(name);
        var error = faults.FirstOrDefault(fault => fault.Where == name)?.Message;
        string?[] described = [hint is null ? null : id + "-hint", error is null ? null : id + "-error", also];
        var ids = string.Join(' ', described.Where(part => part is not null));
        return new Field(id, ids.Length == 0 ? null : ids, error);
    }

    /// <summary>The id of a field's first input, to which the error summary links.</summary>
    public static string IdOf(string name) => name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}
