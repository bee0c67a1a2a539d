using Cohesion.EquityMonitoring.Roll;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class UpnSpec
{
    [Theory]
    [InlineData("B801200005001")]
    [InlineData("H801200001001")]
    [InlineData("P207000016049")] // the worked example of a supplier's help page gives Q, and is wrong
    [InlineData(" b801200005001 ")]
    [InlineData("R674123101121")] // a child from Wales
    [InlineData("N330200400101")]
    public void A_valid_number_is_read(string text)
    {
        Assert.True(Upn.TryParse(text, out var upn, out _));
        Assert.Equal(text.Trim().ToUpperInvariant(), upn.Value);
        Assert.False(upn.IsTemporary);
    }

    [Theory]
    [InlineData("M80120000500A")]
    [InlineData("D82340000240A")]
    public void A_temporary_number_ends_with_a_letter(string text)
    {
        Assert.True(Upn.TryParse(text, out var upn, out _));
        Assert.True(upn.IsTemporary);
    }

    [Theory]
    [InlineData("", "upn-missing")]
    [InlineData("A801200005001", "upn-check-letter")]
    [InlineData("Q207000016049", "upn-check-letter")]
    [InlineData("A123456789", "upn-length")]
    [InlineData("X1000010001", "upn-length")]
    [InlineData("X80120000A001", "upn-character")]
    [InlineData("I801200005001", "upn-character")]
    [InlineData("B80120000500S", "upn-character")]
    [InlineData("E000200005001", "upn-authority")]
    [InlineData("A123456789012", "upn-authority")]
    public void A_wrong_number_is_explained(string text, string code)
    {
        Assert.False(Upn.TryParse(text, out _, out var fault));
        Assert.Equal(code, fault.Code);
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public void The_fault_names_the_letter_that_should_be_there()
    {
        Assert.False(Upn.TryParse("A801200005001", out _, out var fault));
        Assert.Contains("should be B", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("837")] // Bournemouth, gone since 2019
    [InlineData("909")] // Cumbria, gone since 2023
    [InlineData("928")] // Northamptonshire, gone since 2021
    [InlineData("838")] // Dorset since 2019, missing from lists in circulation
    [InlineData("943")] // Westmorland and Furness since 2023
    public void Codes_of_authorities_old_and_new_are_valid_in_a_number(string authority)
    {
        var rest = authority + "400114001";
        Assert.True(Upn.TryParse(Upn.CheckLetterOf(rest) + rest, out _, out _));
    }

    [Fact]
    public void One_mistyped_digit_is_always_noticed() => Prop.ForAll(
        Gen.Choose(0, 999_999_999).SelectMany(number => Gen.Choose(4, 12).SelectMany(place => Gen.Choose(1, 9).Select(step => (number, place, step)))).ToArbitrary(),
        draw =>
        {
            var rest = "801" + draw.number.ToString("000000000", System.Globalization.CultureInfo.InvariantCulture);
            var right = (Upn.CheckLetterOf(rest) + rest).ToCharArray();
            var wrong = (char[])right.Clone();
            wrong[draw.place] = (char)('0' + ((right[draw.place] - '0' + draw.step) % 10));
            return Upn.TryParse(new string(right), out _, out _) && !Upn.TryParse(new string(wrong), out _, out _);
        }).QuickCheckThrowOnFailure();
}
