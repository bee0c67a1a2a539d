using Cohesion.Activity.Activities;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Activity.Roll;

/// <summary>How many learners a form of a year group has.</summary>
public sealed record RollForm(string YearGroup, string Form, int Learners);

/// <summary>The learners of a school as registers list them, heard from equity monitoring.</summary>
public sealed class SchoolRoll(Store store)
{
    /// <summary>The learners whom an audience, and those invited beyond it, expect on a day; by form and name.</summary>
    public async Task<IReadOnlyList<RollLearner>> ExpectedAsync(
        Tenant tenant, Audience audience, IReadOnlyList<LearnerId> invited, DateOnly on, CancellationToken ct)
    {
        var sql = store.Sql(typeof(SchoolRoll).Assembly, "Roll.Expected.sql");
        return await LearnersAsync(tenant, sql, new
        {
            tenant = tenant.Value,
            on,
            whole = audience.WholeSchool,
            years = audience.YearGroups.ToArray(),
            forms = audience.Forms.ToArray(),
            ids = audience.Learners.Concat(invited).Select(id => id.Value).ToArray(),
        }, ct);
    }

    /// <summary>Those of the ids that are, or were, on the roll of this school.</summary>
    public async Task<IReadOnlyList<RollLearner>> NamedAsync(Tenant tenant, IEnumerable<LearnerId> learners, CancellationToken ct) =>
        await LearnersAsync(
            tenant, store.Sql(typeof(SchoolRoll).Assembly, "Roll.Named.sql"), new { tenant = tenant.Value, ids = learners.Select(id => id.Value).ToArray() }, ct);

    /// <summary>Learners on roll whose name holds every word that was typed, at most twenty.</summary>
    public async Task<IReadOnlyList<RollLearner>> FindAsync(Tenant tenant, string words, CancellationToken ct) =>
        await LearnersAsync(tenant, store.Sql(typeof(SchoolRoll).Assembly, "Roll.Find.sql"), new
        {
            tenant = tenant.Value,
            patterns = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5)
                .Select(word => "%" + word.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_") + "%").ToArray(),
        }, ct);

    /// <summary>The forms of the school, youngest year first.</summary>
    public async Task<IReadOnlyList<RollForm>> FormsAsync(Tenant tenant, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(tenant, ct);
        var forms = await connection.QueryAsync<(string YearGroup, string Form, int Learners)>(
            new CommandDefinition(store.Sql(typeof(SchoolRoll).Assembly, "Roll.Forms.sql"), new { tenant = tenant.Value }, cancellationToken: ct));
        return [.. forms.Select(form => new RollForm(form.YearGroup, form.Form, form.Learners)).OrderBy(form => YearGroup.Order(form.YearGroup)).ThenBy(form => form.Form)];
    }

    private async Task<IReadOnlyList<RollLearner>> LearnersAsync(Tenant tenant, string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(tenant, ct);
        var rows = await connection.QueryAsync<(Guid Id, string Name, string YearGroup, string Form)>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return [.. rows.Select(row => new RollLearner(new LearnerId(row.Id), row.Name, row.YearGroup, row.Form))];
    }
}
