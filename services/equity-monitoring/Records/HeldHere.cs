using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Web;
using Dapper;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Everything that this service holds on a learner: who they are, how the roll came to be as it is, what they are known to have taken part in, what was decided about the record.</summary>
internal sealed class HeldHere(Store store)
{
    public async Task<HeldPart?> OfAsync(int urn, LearnerId id, CancellationToken ct)
    {
        if (await AskAsync<Identity>("Records.FindIdentity.sql", urn, id, ct) is not [var who])
        {
            return null;
        }

        var sessions = await AskAsync<DateOnly>("Records.FindSessions.sql", urn, id, ct);
        return new HeldPart("equity-monitoring", "Roll and equality monitoring",
        [
            new("Who they are",
            [
                new("Legal name", $"{who.Forename} {who.Surname}"), new("Known as", $"{who.PreferredForename ?? who.Forename} {who.PreferredSurname ?? who.Surname}"),
                new("Unique pupil number", who.Upn), new("Date of birth", Words.Date(who.DateOfBirth)),
            ]),
            .. await HistoryAsync(urn, id, ct),
            new("Community-based activities that they count for", [new("Days", sessions.Count == 0 ? "None" : string.Join(", ", sessions.Select(Words.Date)))]),
        ]);
    }

    private async Task<List<HeldItem>> HistoryAsync(int urn, LearnerId id, CancellationToken ct)
    {
        var items = new List<HeldItem>();
        await foreach (var stored in store.ReadStreamAsync(LearnerRecord.StreamOf(urn, id), 0, ct))
        {
            if (Item(stored.Data) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static HeldItem? Item(object @event) => @event switch
    {
        LearnerJoinedRollV2 e => new($"Joined the roll on {Words.Date(e.On)}",
            [new("Year group", GroupWords.Year(e.YearGroup)), new("Form", e.Form), new("Enrolment status", CharacteristicWords.Enrolment(e.EnrolmentStatus)), .. Values(Characteristics.From(e.Characteristics))]),
        LearnerMoved e => new($"Moved on {Words.Date(e.On)}", [new("Year group", GroupWords.Year(e.YearGroup)), new("Form", e.Form)]),
        LearnerCharacteristicsChangedV2 e => new($"What the school says of them changed on {Words.Date(e.On)}", [new("Enrolment status", CharacteristicWords.Enrolment(e.EnrolmentStatus)), .. Values(Characteristics.From(e.Characteristics))]),
        LearnerIdentityCorrected e => new($"Corrected on {Words.Date(e.On)}", [new("What", Words.List([.. e.Name ? ["name"] : Array.Empty<string>(), .. e.DateOfBirth ? ["date of birth"] : Array.Empty<string>()]))]),
        LearnerLeftRoll e => new($"Left the roll on {Words.Date(e.On)}", []),
        LegalHoldPlaced e => new($"{RecordWords.Title(e)} on {Words.Date(e.At)}", [new("Which case", e.Note.Text ?? "Erased", Others.Perhaps)]),
        ProcessingRestricted e => new($"{RecordWords.Title(e)} on {Words.Date(e.At)}", []),
        RestrictionLifted e => new($"{RecordWords.Title(e)} on {Words.Date(e.At)}", []),
        LegalHoldReleased e => new($"{RecordWords.Title(e)} on {Words.Date(e.At)}", []),
        _ => null,
    };

    private static IEnumerable<HeldValue> Values(Characteristics said) => CharacteristicWords.Of(said).Select(value => new HeldValue(value.Label, value.Words));

    private async Task<IReadOnlyList<T>> AskAsync<T>(string file, int urn, LearnerId id, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(store.Sql<HeldHere>(file), new { tenant = Tenant.Of(urn).Value, learner = id.Value }, cancellationToken: ct))];
    }

    private sealed record Identity(string Upn, string Surname, string Forename, string? PreferredSurname, string? PreferredForename, DateOnly DateOfBirth);
}
