using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Tests.EndToEnd;

namespace BelajarBot.Tests.Conversations;

public sealed class MomentsInWordsTests
{
    private const string Waiting = """
        dialog: tunggu
        title: Menunggu
        start: {commands: [jeda_uji]}
        steps:
          - {id: tunggu, say: Saya tanya lagi nanti., wait: 2 hours}
          - {id: selesai, say: Selesai., end: done}
        """;

    [Theory]
    [InlineData("id", "Asia/Jakarta", "Maret", "10.00")]
    [InlineData("id", "Asia/Jayapura", "Maret", "12.00")]
    [InlineData("en", "Asia/Makassar", "March", "11:00")]
    public async Task T95_A_moment_is_told_in_the_words_and_on_the_clock_of_its_person(string language, string zone, string month, string time)
    {
        var files = (await DialogFolder.ReadAsync(BotSettings.DialogsFolder, TestContext.Current.CancellationToken)).ToDictionary();
        files["tunggu.yaml"] = Waiting;
        var loaded = DialogLoader.Load(files, []);
        Assert.True(loaded.Library is not null, string.Join('\n', loaded.Problems));
        var now = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        var person = new Contact(language, TimeZoneInfo.FindSystemTimeZoneById(zone), ValueSet.Empty);

        var begun = FrontDesk.Respond(loaded.Library, new Visitor(person, [], null, 0), new TextInput("/jeda_uji"), now);
        var asked = FrontDesk.Respond(
            loaded.Library, new Visitor(person, begun.Changed, begun.Active, begun.ConversationCount), new TextInput("halo"), now);

        var words = string.Join('\n', asked.Effects.OfType<Say>().Select(say => say.Text.Text));
        Assert.Contains(month, words, StringComparison.Ordinal);
        Assert.Contains(time, words, StringComparison.Ordinal);
    }
}
