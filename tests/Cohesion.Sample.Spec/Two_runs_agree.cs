namespace Cohesion.Sample.Spec;

public sealed class Two_runs_agree(MadeSample made) : IClassFixture<MadeSample>
{
    [Fact]
    public void The_same_seed_makes_the_same_files_byte_for_byte()
    {
        using var again = new MadeSample();
        var (first, second) = (MadeSample.Contents(made.Folder), MadeSample.Contents(again.Folder));
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.Equal(file.Value, second[file.Key]));
    }

    [Fact]
    public void Another_seed_makes_other_learners_of_the_same_schools()
    {
        var folder = Directory.CreateTempSubdirectory("cohesion-sample-").FullName;
        try
        {
            var other = GenerateSample.Run(MadeSample.Wish with { Seed = 8 }, folder);
            Assert.Equal(made.Account.Schools.Keys, other.Schools.Keys);
            Assert.Equal(made.Account.Total.Learners, other.Total.Learners);
            Assert.NotEqual(made.Account.Total.Reach["all"]["total"].Numerator, other.Total.Reach["all"]["total"].Numerator);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_sample_made_over_an_older_one_keeps_nothing_of_it()
    {
        using var fresh = new MadeSample();
        GenerateSample.Run(MadeSample.Wish with { Trust = "THE SWAN TRUST" }, fresh.Folder);
        GenerateSample.Run(MadeSample.Wish, fresh.Folder);
        Assert.Equal(MadeSample.Contents(made.Folder).Keys, MadeSample.Contents(fresh.Folder).Keys);
    }

    [Theory]
    [InlineData(2026, 9, 1)]
    [InlineData(2026, 12, 27)]
    [InlineData(2027, 7, 30)]
    [InlineData(2030, 3, 4)]
    public void A_sample_can_end_on_any_day_of_the_year(int year, int month, int day)
    {
        var folder = Directory.CreateTempSubdirectory("cohesion-sample-").FullName;
        try
        {
            var account = GenerateSample.Run(MadeSample.Wish with { AsAt = new DateOnly(year, month, day) }, folder);
            var files = new SampleFiles(folder);
            Assert.True(account.Total.Sessions > 0);
            Assert.All(
                files.Urns().SelectMany(files.Activities).SelectMany(a => a.Sessions).Where(s => s.HasRegister), s => Assert.True(s.On < new DateOnly(year, month, day)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
