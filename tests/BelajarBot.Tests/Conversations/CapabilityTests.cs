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
        Assert.Contains(commands, line => line.Command == "aktivasi");
    }

    [Fact]
    public async Task A_dialog_for_some_people_only_stands_in_nobodys_menu_of_commands()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var commands = chat.Bot.Library.Commands("id");

        Assert.NotNull(chat.Bot.Library.ByCommand("atikan_nominasi")?.Who);
        Assert.DoesNotContain(commands, line => line.Command == "atikan_nominasi");
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

    [Theory]
    [InlineData("Selamat pagi, Bapak/Ibu")]
    [InlineData("sudah tahu")]
    [InlineData("profil")]
    public async Task Words_that_a_capability_asked_for_go_to_it_before_any_dialog(string words)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var reply = RespondAwaiting(chat, new TextInput(words));

        Assert.Equal([new AskCapability("profil", "nama.7", IsPress: false) { Said = new TextInput(words) }], reply.Effects);
        Assert.Null(reply.Awaiting);
    }

    [Fact]
    public async Task A_file_or_contact_that_a_capability_asked_for_goes_to_it_too()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        Input[] sent = [new FileInput(FileKind.Photo, "x", null, 10, null), new ContactInput("+62811", IsOwn: true), new UnsupportedInput("voice")];

        Assert.All(sent, input => Assert.Equal(
            [new AskCapability("profil", "nama.7", IsPress: false) { Said = input }], RespondAwaiting(chat, input).Effects));
    }

    [Theory]
    [InlineData("batal")]
    [InlineData("menu")]
    [InlineData("/aktivasi")]
    [InlineData("/profil")]
    public async Task A_common_word_or_a_command_ends_the_wait(string words)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var reply = RespondAwaiting(chat, new TextInput(words));

        Assert.Null(reply.Awaiting);
        Assert.DoesNotContain(reply.Effects, effect => effect is AskCapability { Said: not null });
    }

    [Fact]
    public async Task A_secret_is_not_what_was_asked_for_and_the_wait_goes_on()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var reply = RespondAwaiting(chat, new TextInput("password saya guru1234"));

        Assert.NotNull(reply.Awaiting);
        Assert.DoesNotContain(reply.Effects, effect => effect is AskCapability);
    }

    [Fact]
    public async Task What_is_awaited_outlives_the_turn_and_ends_with_the_answer()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.SaysAsync("/profil");
        await chat.ExecuteAsync($"update person set awaiting = '{Awaiting.For("profil", "nama")}'");

        var answer = await chat.SaysAsync("apa saja");

        Assert.StartsWith("Profil Anda", Assert.Single(answer).Text.Text, StringComparison.Ordinal);
        Assert.Equal([null], await chat.QueryAsync<string?>("select awaiting from person"));
    }

    [Fact]
    public async Task A_link_with_a_code_for_a_command_asks_its_capability()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var effects = Respond(chat, new StartInput("profil-K3J9_x"));

        Assert.Equal([new AskCapability("profil", "K3J9_x", IsPress: false)], effects);
    }

    [Fact]
    public async Task The_open_question_of_a_dialog_stays_open()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.SaysAsync("/aktivasi");

        await chat.SaysAsync("/profil");
        var answer = await chat.SaysAsync("sudah tahu");

        Assert.Equal("Ketik alamatnya. Saya hanya memeriksa penulisannya, tidak menyimpannya.", Assert.Single(answer).Text.Text);
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

    private static Reply RespondAwaiting(PrivacyChat chat, Input input) => FrontDesk.Respond(
        chat.Bot.Library,
        new Visitor(new Contact("id", TimeZoneInfo.Utc, Dialogs.Definition.ValueSet.Empty), [], null, 0) { Awaiting = Awaiting.For("profil", "nama.7") },
        input, PrivacyChat.Start);

    private static IReadOnlyList<Effect> Respond(PrivacyChat chat, Input input) => FrontDesk.Respond(
        chat.Bot.Library, new Visitor(new Contact("id", TimeZoneInfo.Utc, Dialogs.Definition.ValueSet.Empty), [], null, 0), input, PrivacyChat.Start).Effects;
}
