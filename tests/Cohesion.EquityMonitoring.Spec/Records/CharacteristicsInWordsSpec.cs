using Cohesion.EquityMonitoring.Records;
using Cohesion.EquityMonitoring.Roll;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Records;

public sealed class CharacteristicsInWordsSpec
{
    [Fact]
    public void A_copy_says_what_codes_mean() => Assert.Equal(
        [
            ("Sex", "Female (F)"), ("Ethnicity", "White British (WENG)"), ("First language", "Panjabi/Punjabi (PNJG)"), ("Special educational needs", "SEN support (K)"),
            ("Pupil premium", "Deprivation and looked after (DPP+LAP)"), ("Free school meals", "Eligible, targeted (TFSM)"),
        ],
        CharacteristicWords.Of(new Characteristics("F", "WENG", "PNJG", "K", "DPP+LAP", "TFSM")));

    [Fact]
    public void Of_what_is_not_said_it_says_nothing() =>
        Assert.Equal([("Sex", "Not known (U)")], CharacteristicWords.Of(Characteristics.Unsaid with { Sex = "U" }));

    /// <summary>The main ethnicity codes, and languages of several names, of the Common Basic Data Set.</summary>
    [Theory]
    [InlineData("REFU", "Refused")]
    [InlineData("NOBT", "Information not yet obtained")]
    [InlineData("WIRT", "Traveller of Irish heritage")]
    [InlineData("OAFG", "Any other ethnic group")]
    public void An_extended_ethnicity_is_called_as_its_main_one(string code, string words) => Assert.Equal(words, Ethnicity.LabelOf(code));

    [Theory]
    [InlineData("C", "Here only (C)")]
    [InlineData("S", "Here and at another school, there mainly (S)")]
    public void How_a_learner_is_registered_is_said_in_words(string code, string words) => Assert.Equal(words, CharacteristicWords.Enrolment(code));
}
