using BelajarBot.Dialogs.Understanding;
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
        Assert.True(measured.First >= 0.94, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.98, measured.Table(40));
        Assert.True(measured.AnsweredWrong <= 0.02, measured.Table(40));
        Assert.True(measured.FalseAnswers <= 0.05, measured.Table(40));
    }

    [Fact]
    public void Questions_in_harder_voices_find_their_topic()
    {
        var measured = new TopicMeasurement();

        measured.Add(BahasaFiles.Ranker, BahasaFiles.Harder);

        TestContext.Current.TestOutputHelper?.WriteLine(measured.Table(60));
        Assert.True(measured.First >= 0.92, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.97, measured.Table(40));
        Assert.True(measured.Reached >= 0.95, measured.Table(40));
        Assert.True(measured.AnsweredWrong <= 0.02, measured.Table(40));
        Assert.True(measured.FalseAnswers <= 0.06, measured.Table(40));
    }

    [Fact]
    public void Questions_by_another_author_find_their_topic_without_having_been_learned()
    {
        var held = BahasaFiles.OtherAuthor.Select(example => Fold.Text(example.Text)).ToHashSet();
        var ranker = new TopicRanker([.. BahasaFiles.Examples.Where(example => !held.Contains(Fold.Text(example.Text)))], BahasaFiles.Lexicon);
        var measured = new TopicMeasurement();

        measured.Add(ranker, BahasaFiles.OtherAuthor);

        TestContext.Current.TestOutputHelper?.WriteLine(measured.Table(60));
        Assert.True(measured.First >= 0.93, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.97, measured.Table(40));
        Assert.True(measured.AnsweredWrong <= 0.02, measured.Table(40));
        Assert.Equal(0, measured.FalseAnswers);
    }

    [Fact]
    public void Questions_by_another_author_find_their_topic_although_nothing_like_them_was_learned()
    {
        var normalizer = new IndonesianNormalizer(BahasaFiles.Lexicon);
        var held = BahasaFiles.OtherAuthor.Select(example => Stems(normalizer, example.Text)).ToArray();
        var kept = BahasaFiles.Examples.Where(example => !IsLikeOneOf(held, Stems(normalizer, example.Text))).ToArray();
        var measured = new TopicMeasurement();

        measured.Add(new TopicRanker(kept, BahasaFiles.Lexicon), BahasaFiles.OtherAuthor);

        TestContext.Current.TestOutputHelper?.WriteLine($"learned {kept.Length} of {BahasaFiles.Examples.Count}");
        TestContext.Current.TestOutputHelper?.WriteLine(measured.Table(60));
        Assert.True(kept.Length < BahasaFiles.Examples.Count - 500);
        Assert.True(measured.First >= 0.89, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.95, measured.Table(40));
        Assert.True(measured.AnsweredWrong <= 0.03, measured.Table(40));
        Assert.Equal(0, measured.FalseAnswers);

        static HashSet<string> Stems(IndonesianNormalizer normalizer, string text) => [.. normalizer.Words(text).Select(normalizer.Stem)];

        static bool IsLikeOneOf(HashSet<string>[] held, HashSet<string> stems) =>
            Array.Exists(held, other => stems.Count(other.Contains) is var shared && shared * 2 >= stems.Count + other.Count - shared);
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
        Assert.True(measured.First >= 0.86, measured.Table(40));
        Assert.True(measured.WithinThree >= 0.955, measured.Table(40));
        Assert.True(measured.Reached >= 0.91, measured.Table(40));
        Assert.True(measured.AnsweredWrong <= 0.035, measured.Table(40));
        Assert.True(measured.FalseAnswers <= 0.045, measured.Table(40));
    }

    [Theory]
    [InlineData("gmn cara aktifasi akun bljr id", "account.activate")]
    [InlineData("piye carane ngaktifke akun guru sd", "account.activate")]
    [InlineData("lupa paswordku", "account.reset_password")]
    [InlineData("Assalamualaikum Bapak/Ibu admin, selamat pagi, mohon info kapan pembatik dibuka, terima kasih", "pembatik.schedule")]
    [InlineData("admin sekolah lupa kata sandi akun admin", "account.reset_admin")]
    [InlineData("password saya kucing88 tolong dicek", "safety.secret_leak")]
    [InlineData("nik saya 3201123456780001", "safety.pii_leak")]
    public void A_clear_question_is_answered(string text, string topic)
    {
        Assert.Equal(new TopicVerdict.Answer(topic), BahasaFiles.Ranker.Rank(text).Verdict);
    }

    [Theory]
    [InlineData("pembatik di solo yg jual batik tulis mana")]
    [InlineData("ki hajar dewantara lahir di mana")]
    [InlineData("tpg triwulan ini cair kapan")]
    [InlineData("sandi morse huruf b")]
    [InlineData("simpatika error terus")]
    [InlineData("wkwkwk zxcvbn qqq")]
    [InlineData("🙏🙏")]
    [InlineData("")]
    public void What_is_not_the_bots_business_is_not_answered(string text)
    {
        Assert.IsNotType<TopicVerdict.Answer>(BahasaFiles.Ranker.Rank(text).Verdict);
    }

    [Fact]
    public void A_doubtful_question_offers_at_most_three_topics()
    {
        var offers = BahasaFiles.Unseen.Select(example => BahasaFiles.Ranker.Rank(example.Text).Verdict).OfType<TopicVerdict.DidYouMean>().ToArray();

        Assert.NotEmpty(offers);
        Assert.All(offers, offer => Assert.InRange(offer.Topics.Length, 1, 3));
        Assert.All(offers, offer => Assert.DoesNotContain(TopicRanker.OutOfScope, offer.Topics));
    }

    [Fact]
    public void The_same_examples_rank_the_same_every_time()
    {
        var examples = BahasaFiles.Examples.Where((_, i) => i % 7 == 0).ToArray();

        var first = new TopicRanker(examples, BahasaFiles.Lexicon);
        var second = new TopicRanker(examples, BahasaFiles.Lexicon);

        foreach (var example in BahasaFiles.Unseen)
        {
            Assert.Equal(first.Rank(example.Text).Topics.AsEnumerable(), second.Rank(example.Text).Topics.AsEnumerable());
        }
    }

    [Fact]
    public void An_explanation_names_the_words_that_decided()
    {
        var explanation = BahasaFiles.Ranker.Explain("sertif pembatik kok blm keluar");

        Assert.Equal("pembatik.certificate", explanation.Ranking.Topics[0].Topic);
        Assert.Contains(explanation.Evidence, evidence => evidence.Feature.Contains("sertif", StringComparison.Ordinal) && evidence.Weight > 0);
        Assert.Contains("sertifikat", explanation.Words);
    }

    [Fact]
    public void Every_topic_has_examples_enough_and_no_unseen_line_is_among_them()
    {
        Assert.All(BahasaFiles.Examples.GroupBy(example => example.Topic), topic => Assert.True(topic.Count() >= 25, topic.Key));
        Assert.Equal(BahasaFiles.Ranker.Topics.Order(StringComparer.Ordinal), BahasaFiles.Unseen.Select(example => example.Topic).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(BahasaFiles.Ranker.Topics.Order(StringComparer.Ordinal), BahasaFiles.Harder.Select(example => example.Topic).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(BahasaFiles.Unseen.Concat(BahasaFiles.Harder).Select(example => Fold.Text(example.Text)).Intersect(BahasaFiles.Examples.Select(example => Fold.Text(example.Text))));
    }

    [Fact]
    public void Mistakes_in_the_examples_are_reported_with_their_lines()
    {
        var problems = new List<DataProblem>();

        var examples = TopicExample.Parse("examples.csv", "text,topic\nhalo,a\nHALO,b\n,c\nsatu\n\"x, y\",d\n", problems);

        Assert.Equal([3, 4, 5], problems.Select(problem => problem.Line).Order());
        Assert.Equal(["halo", "x, y"], examples.Select(example => example.Text));
    }

    [Fact]
    public void Whatever_is_typed_is_ranked()
    {
        var random = new Random(23);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(600)).Select(_ => (char)random.Next(0x20, i % 2 == 0 ? 0x7F : 0xFFFF)));

            Assert.True(BahasaFiles.Ranker.Rank(text).Topics.All(topic => topic.Score is >= 0 and <= 1));
        }
    }
}
