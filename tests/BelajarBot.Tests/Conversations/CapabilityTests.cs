using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Hosting;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Conversations;

/// <summary>Commands that no dialog answers: one class and one file for each, and a turn around both.</summary>
public sealed class CapabilityTests
{
    [Fact]
    public void Every_capability_is_on_the_list_of_the_host_once()
    {
        var built = typeof(ICapability).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ICapability)) && !type.IsInterface);

        Assert.Equal(built.Order(TypeNames), BotHost.Capabilities.Select(each => each.Capability).Order(TypeNames));
        Assert.Equal(BotHost.Contracts.Count, BotHost.Contracts.Select(contract => contract.Command).Distinct().Count());
    }

    [Fact]
    public async Task Every_capability_has_its_file_in_both_languages()
    {
        var files = await DialogFolder.ReadAsync("dialogs", TestContext.Current.CancellationToken);

        var loaded = DialogLoader.Load(files, [], BotHost.Contracts);

        Assert.Empty(loaded.Problems);
        Assert.All(BotHost.Contracts, contract =>
        {
            var command = loaded.Library!.Texts.FindCommand(contract.Command);
            Assert.NotNull(command);
            Assert.All(command.Texts.Values.Append(command.Description), text => Assert.Equal(["en", "id"], text.ByLanguage.Keys.Order()));
        });
    }

    [Fact]
    public async Task Commands_stand_in_the_menu_of_the_channel_with_their_descriptions()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var commands = chat.Bot.Library.Commands("en").ToList();

        Assert.Contains(("profil", "See and change your data"), commands);
        Assert.Contains(("hapusdata", "Delete all your data"), commands);
    }

    [Theory]
    [InlineData("/profil", "profil", "")]
    [InlineData("/PROFIL  sesuatu di belakang ", "profil", "sesuatu di belakang")]
    [InlineData("Profil saya!", "profil", "")]
    [InlineData("my profile", "profil", "")]
    public async Task A_command_and_its_exact_words_ask_the_same_capability(string text, string command, string arguments)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var effects = Respond(chat, new TextInput(text));

        Assert.Equal([new AskCapability(command, arguments, IsPress: false)], effects);
    }

    [Fact]
    public async Task A_secret_behind_a_command_goes_no_further()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var effects = Respond(chat, new TextInput("/profil NIK saya 3201019001010001"));

        Assert.DoesNotContain(effects, effect => effect is AskCapability);
    }

    [Theory]
    [InlineData("k.profil.abc.def", "profil", "abc.def")]
    [InlineData("k.profil.", "profil", "")]
    public async Task A_button_comes_back_with_what_it_carries(string data, string command, string arguments)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var effects = Respond(chat, new PressInput(data));

        Assert.Equal([new AskCapability(command, arguments, IsPress: true)], effects);
    }

    [Theory]
    [InlineData("k.")]
    [InlineData("k.profil")]
    [InlineData("k..x")]
    [InlineData("k.tidak_ada.x")]
    [InlineData("k.profil.0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_button_that_nobody_made_asks_nobody(string data)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var effects = Respond(chat, new PressInput(data));

        Assert.DoesNotContain(effects, effect => effect is AskCapability);
    }

    [Fact]
    public void A_button_carries_at_most_64_bytes_of_ascii()
    {
        Assert.Equal(64, Button.Asking("x", "profil", new string('x', 55)).Data.Length);
        Assert.Throws<ArgumentException>(() => Button.Asking("x", "profil", new string('x', 56)));
        Assert.Throws<ArgumentException>(() => Button.Asking("x", "profil", "é"));
    }

    [Fact]
    public async Task The_open_question_of_a_dialog_stays_open()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.SaysAsync("/aktivasi");

        await chat.SaysAsync("/profil");
        var answer = await chat.SaysAsync("sudah tahu");

        Assert.Equal("Ketik alamatnya, saya hanya memeriksa penulisannya.", Assert.Single(answer).Text.Text);
    }

    [Theory]
    [InlineData("webinar_3-jabar", "webinar_3-jabar")]
    [InlineData("akt-webinar3", "akt-webinar3")]
    [InlineData("akt", null)]
    [InlineData("Webinar", null)]
    [InlineData("", null)]
    public async Task The_first_campaign_that_a_person_came_by_is_remembered(string payload, string? source)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var said = await chat.SendsAsync(new StartInput(payload));
        await chat.SendsAsync(new StartInput(source is null ? "" : "kedua"));

        Assert.Equal([source], await chat.QueryAsync<string?>("select source from person"));
        Assert.Equal(payload.StartsWith("akt", StringComparison.Ordinal), said[0].Text.Text.StartsWith("Mari aktifkan", StringComparison.Ordinal));
    }

    private static readonly IComparer<Type> TypeNames = Comparer<Type>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name));

    private static IReadOnlyList<Effect> Respond(PrivacyChat chat, Input input) => FrontDesk.Respond(
        chat.Bot.Library, new Visitor(new Contact("id", TimeZoneInfo.Utc, Dialogs.Definition.ValueSet.Empty), [], null, 0), input, PrivacyChat.Start).Effects;
}
