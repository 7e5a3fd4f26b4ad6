using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Tests.Checks;

namespace BelajarBot.Dialogs.Tests.Understanding;

/// <summary>What the shipped dialogs and answers promise to people who read them on a small phone.</summary>
public sealed class ShippedAnswersTests
{
    private const int MostLines = 6;

    private static readonly DialogLibrary Library = DialogFiles.Shipped.Load().Library!;

    [Fact]
    public void Every_topic_that_questions_are_sorted_into_has_an_answer() =>
        Assert.All(BahasaFiles.Ranker.Topics, topic => Assert.NotNull(Library.FindTopic(topic)));

    [Fact]
    public void No_message_is_longer_than_six_lines_in_any_language()
    {
        var texts = Library.Dialogs.SelectMany(dialog => dialog.Texts)
            .Concat(BahasaFiles.Ranker.Topics.Select(Library.FindTopic).OfType<Topic>().Select(topic => topic.Say).OfType<Text>());

        Assert.All(texts, text => Assert.All(text.ByLanguage.Values, words => Assert.InRange(words.Source.TrimEnd().Split('\n').Length, 1, MostLines)));
    }

    [Theory]
    [InlineData("tpg triwulan ini cair kapan", true)]
    [InlineData("cuaca hari ini", true)]
    [InlineData("asdfgh", false)]
    [InlineData("🙏", false)]
    [InlineData("pembatik kapan dibuka", false)]
    public void Only_what_is_clearly_off_topic_is_called_so(string question, bool isForeign) =>
        Assert.Equal(isForeign, BahasaFiles.Ranker.Rank(question).IsForeign);
}
