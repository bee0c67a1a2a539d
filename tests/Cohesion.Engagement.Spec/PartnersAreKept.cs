using Cohesion.Engagement.Partners;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class PartnersAreKept
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly PartnerId Gurdwara = PartnerId.Of(Guid.Parse("33333333-3333-4333-8333-333333333333"));
    private static readonly PartnerDetails Details = new("Guru Nanak Gurdwara", "faith", "Sikh", new DateOnly(2024, 9, 1), new PartnerContactPerson("A Person", null, null, null));
    private static readonly PartnerRegistered Registered = new(Gurdwara, "Guru Nanak Gurdwara", "faith", "Sikh", new DateOnly(2024, 9, 1), Now);

    [Fact]
    public void A_partner_is_registered_without_the_person_one_speaks_to() =>
        Partner().When(partner => RegisterPartner.Decide(partner, Gurdwara, Details, Now)).Then(Registered);

    [Fact]
    public void Registering_twice_changes_nothing() => Assert.Empty(Partner(Registered).When(partner => RegisterPartner.Decide(partner, Gurdwara, Details, Now)).Events);

    [Fact]
    public void A_partner_is_changed() => Partner(Registered)
        .When(partner => ChangePartner.Decide(partner, Gurdwara, Details with { Community = "Sikh, Punjabi" }, Now))
        .Then(new PartnerChanged(Gurdwara, "Guru Nanak Gurdwara", "faith", "Sikh, Punjabi", new DateOnly(2024, 9, 1), Now));

    [Fact]
    public void Another_person_to_speak_to_is_no_event() =>
        Assert.Empty(Partner(Registered).When(partner => ChangePartner.Decide(partner, Gurdwara, Details with { Contact = null }, Now)).Events);

    [Fact]
    public void An_older_contact_does_not_replace_a_newer_one() => Assert.Equal(
        new DateOnly(2026, 10, 1),
        Partner(Registered, new PartnerContacted(Gurdwara, new DateOnly(2026, 10, 1), "visit", Now), new PartnerContacted(Gurdwara, new DateOnly(2026, 1, 1), "phone", Now)).State.LastContact);

    [Fact]
    public void After_the_end_nothing_is_noted_or_changed()
    {
        var ended = Partner(Registered, new PartnershipEnded(Gurdwara, Today, Now));
        ended.When(partner => RecordContact.Decide(partner, Gurdwara, new(Today, "visit"), Now)).ThenRefused("partnership-ended");
        ended.When(partner => ChangePartner.Decide(partner, Gurdwara, Details, Now)).ThenRefused("partnership-ended");
        ended.When(partner => EndPartnership.Decide(partner, Gurdwara, new(Today), Now)).ThenRefused("partnership-ended");
    }

    [Fact]
    public void A_partnership_does_not_end_before_it_began() =>
        Partner(Registered).When(partner => EndPartnership.Decide(partner, Gurdwara, new(new DateOnly(2024, 8, 31)), Now)).ThenRefused("ended-before-it-began");

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("2025-11-19", null, null, true)]
    [InlineData("2020-01-01", "2025-11-20", null, false)]
    [InlineData("2020-01-01", "2025-11-19", null, true)]
    [InlineData("2020-01-01", null, "2026-03-01", false)]
    public void A_partner_lapses_after_a_year_without_contact_or_activity(string? since, string? contact, string? activity, bool lapsed) =>
        Assert.Equal(lapsed, Partners.Partner.IsLapsed(Day(since), Day(contact), Day(activity), Today));

    [Fact]
    public void The_partners_page_says_in_one_sentence_how_it_stands()
    {
        var partners = Partners.Partner.ExpectedSectors.Where(sector => sector != "higher-education")
            .Select((sector, place) => new PartnerListItem(Guid.NewGuid(), sector, sector, null, place < 2 ? new DateOnly(2020, 1, 1) : Today, null, null, null, 0, 0, null))
            .ToList();
        Assert.Equal("7 partners; none yet from higher education; 2 not in touch for a year.", ListPartners.Lead(partners, Today));
        Assert.Equal("No partners.", ListPartners.Lead([], Today));
    }

    [Fact]
    public void A_file_of_partners_holds_no_formula_and_keeps_commas() => Assert.Equal(
        "partner,sector,community,since,last_contact,last_activity,sessions,learners_present,ended\r\n'=1+1,Faith group,\"Sikh, Punjabi\",2024-09-01,,,0,0,\r\n",
        ExportPartners.Write([new PartnerListItem(Guid.NewGuid(), "=1+1", "faith", "Sikh, Punjabi", new DateOnly(2024, 9, 1), null, null, null, 0, 0, null)]));

    private static Given<Partner> Partner(params object[] events) => new(Partners.Partner.Aggregate, events);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
