using Cohesion.EquityMonitoring.Roll;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class CodeSetsSpec
{
    [Theory]
    [InlineData("WBRI", "WBRI", "WBRI", "white")]
    [InlineData("wwel", "WWEL", "WBRI", "white")]
    [InlineData("WROO", "WROO", "WROM", "white")]
    [InlineData("MWAP", "MWAP", "MWAS", "mixed")]
    [InlineData("CHNE", "CHNE", "CHNE", "asian")]
    [InlineData("ABRI", "ABRI", "ABRI", "asian")]
    [InlineData("BWEL", "BWEL", "BWEL", "black")]
    [InlineData("BSOM", "BSOM", "BAFR", "black")]
    [InlineData("OARA", "OARA", "OOTH", "other")]
    [InlineData("REFU", "REFU", "REFU", "unknown")]
    [InlineData("", "NOBT", "NOBT", "unknown")]
    [InlineData("White - British", "WBRI", "WBRI", "white")]
    [InlineData("WBRI - White British", "WBRI", "WBRI", "white")]
    [InlineData("Any Other Ethnic Group", "OOTH", "OOTH", "other")]
    public void An_ethnicity_has_a_main_code_and_a_major_group(string text, string code, string main, string major)
    {
        Assert.True(Ethnicity.TryParse(text, out var ethnicity));
        Assert.Equal(new Ethnicity(code, main, major), ethnicity);
    }

    [Theory]
    [InlineData("BAME")]
    [InlineData("W")]
    [InlineData("Klingon")]
    public void What_is_no_ethnicity_is_not_taken_for_one(string text) => Assert.False(Ethnicity.TryParse(text, out _));

    [Theory]
    [InlineData("ENG", "ENG", "english")]
    [InlineData("ENB", "ENB", "english")]
    [InlineData("English", "ENG", "english")]
    [InlineData("URD", "URD", "eal")]
    [InlineData("Polish", "POL", "eal")]
    [InlineData("PNJG", "PNJG", "eal")]
    [InlineData("OTH", "OTH", "eal")]
    [InlineData("Believed to be English", "ENB", "english")]
    [InlineData("BSL - British Sign Language", "BSL", "eal")]
    [InlineData("REF", "REF", "unknown")]
    [InlineData("", "NOT", "unknown")]
    public void A_first_language_other_than_English_makes_English_additional(string text, string code, string group)
    {
        Assert.True(FirstLanguage.TryParse(text, out var read));
        Assert.Equal(code, read);
        Assert.Equal(group, FirstLanguage.GroupOf(read));
    }

    [Fact]
    public void An_unknown_language_is_a_fault() => Assert.False(FirstLanguage.TryParse("QQQ", out _));

    [Theory]
    [InlineData("5", "5")]
    [InlineData("05", "5")]
    [InlineData("Y5", "5")]
    [InlineData("Year 5", "5")]
    [InlineData("Year  13", "13")]
    [InlineData("YR", "R")]
    [InlineData("Reception", "R")]
    [InlineData("Year R", "R")]
    [InlineData("n1", "N1")]
    [InlineData("Nursery", "N2")]
    [InlineData("14", "14")]
    public void A_year_group_is_read_however_it_is_written(string text, string code)
    {
        Assert.True(YearGroup.TryParse(text, out var read));
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("0")]
    [InlineData("Five")]
    public void What_is_no_year_group_is_not_taken_for_one(string text) => Assert.False(YearGroup.TryParse(text, out _));

    [Theory]
    [InlineData("C", true)]
    [InlineData("M", true)]
    [InlineData("F", true)]
    [InlineData("O", true)]
    [InlineData("S", false)]
    [InlineData("G", false)]
    [InlineData("P", false)]
    public void A_learner_is_counted_once_in_England(string status, bool counted) => Assert.Equal(counted, EnrolmentStatus.InHeadcount(status));

    [Theory]
    [InlineData("Male", "M")]
    [InlineData("Girl", "F")]
    [InlineData("X", "U")]
    [InlineData("", "U")]
    public void Sex_is_read_in_old_words_too(string text, string code)
    {
        Assert.True(Sex.TryParse(text, out var read));
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData("", "N")]
    [InlineData("K", "K")]
    [InlineData("SEN Support", "K")]
    [InlineData("EHC Plan", "E")]
    [InlineData("E - Education, health and care plan", "E")]
    public void Special_educational_needs_are_none_support_or_a_plan(string text, string code)
    {
        Assert.True(SenProvision.TryParse(text, out var read));
        Assert.Equal(code, read);
        Assert.False(SenProvision.TryParse("A", out _));
    }

    [Theory]
    [InlineData("T", "Y")]
    [InlineData("True", "Y")]
    [InlineData("", "N")]
    [InlineData("efsm", "EFSM")]
    public void Free_school_meals_are_read(string text, string code)
    {
        Assert.True(Fsm.TryParse(text, out var read));
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData("Yes", "Y")]
    [InlineData("SCP; DPP", "DPP+SCP")]
    [InlineData("", "N")]
    public void Pupil_premium_is_read_with_its_reasons(string text, string code)
    {
        Assert.True(PupilPremium.TryParse(text, out var read));
        Assert.Equal(code, read);
        Assert.False(PupilPremium.TryParse("ABC", out _));
    }

    [Theory]
    [InlineData("UPN", RollColumn.Upn)]
    [InlineData("Legal Surname", RollColumn.Surname)]
    [InlineData("Legal First Name", RollColumn.Forename)]
    [InlineData("preferred_forename", RollColumn.PreferredForename)]
    [InlineData("D.O.B.", RollColumn.DateOfBirth)]
    [InlineData("NC Year", RollColumn.YearGroup)]
    [InlineData("National Curriculum Year", RollColumn.YearGroup)]
    [InlineData("Reg Group", RollColumn.Form)]
    [InlineData("Home Language", RollColumn.FirstLanguage)]
    [InlineData("Eligible for free meals", RollColumn.Fsm)]
    [InlineData("Pupil Premium Indicator", RollColumn.PupilPremium)]
    [InlineData("Enrol Status", RollColumn.EnrolmentStatus)]
    public void Columns_are_known_by_the_names_in_use(string header, RollColumn column) => Assert.Equal(column, RollColumns.Of(header));

    [Fact]
    public void An_unknown_column_is_none() => Assert.Null(RollColumns.Of("Shoe size"));
}
