using BelajarBot.Dialogs.Understanding.Topics;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class TopicRankerTests
{
    [Fact]
    public void Unseen_questions_find_their_topic()
    {
        var measured = new TopicMeasurement();

        measured.Add(BahasaFiles.Ranker, BahasaFiles.Unseen);

        TestContext.Current.TestOutputHelper?.WriteLine(measured.Table(60));
        Assert.True(measured.First >= 0.85, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.95, measured.Table(40));
        Assert.True(measured.FalseAnswers <= 0.05, measured.Table(40));
    }

    [Fact]
    public void Each_fifth_of_the_examples_is_found_by_what_the_others_teach()
    {
        const int Folds = 5;
        var measured = new TopicMeasurement();
        for (var fold = 0; fold < Folds; fold++)
        {
            // Consecutive examples of a topic go to different folds.
            var kept = BahasaFiles.Examples.Where((_, i) => i % Folds != fold).ToArray();
            var held = BahasaFiles.Examples.Where((_, i) => i % Folds == fold);

            measured.Add(new TopicRanker(kept, BahasaFiles.Lexicon), held);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(measured.Table(60));
        Assert.True(measured.First >= 0.80, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.90, measured.Table(40));
        Assert.True(measured.FalseAnswers <= 0.08, measured.Table(40));
    }
}
