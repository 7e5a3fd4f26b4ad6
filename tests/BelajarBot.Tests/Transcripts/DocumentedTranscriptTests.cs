using BelajarBot.Conversations;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>Every example in the guides is played: a guide that is wrong is worse than none.</summary>
public sealed class DocumentedTranscriptTests(Stages stages) : IClassFixture<Stages>
{
    private const string Fence = "```";

    [Theory]
    [InlineData("transcripts.md")]
    [InlineData("panduan-uji-dialog.md")]
    public async Task Every_example_of_a_guide_can_be_played(string guide)
    {
        var examples = ExamplesOf(await File.ReadAllTextAsync(Path.Combine(DialogFolder.Find("docs"), guide))).ToList();
        var runner = await stages.OnAsync(DatabaseKind.Sqlite);

        Assert.True(examples.Count >= 2);
        foreach (var example in examples)
        {
            var file = ChatReader.Read(guide, example);
            Assert.Empty(file.Problems);
            foreach (var transcript in file.Transcripts)
            {
                var played = await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);
                Stages.AssertPassed(file, played.Result);
            }
        }
    }

    private static IEnumerable<string> ExamplesOf(string guide) =>
        guide.ReplaceLineEndings("\n").Split(Fence).Where((_, i) => i % 2 == 1)
            .Where(block => block.StartsWith("chat\n", StringComparison.Ordinal)).Select(block => block["chat\n".Length..]);
}
