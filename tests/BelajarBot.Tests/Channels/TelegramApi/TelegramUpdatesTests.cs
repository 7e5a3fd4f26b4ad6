using System.Text;
using System.Text.Json;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramUpdatesTests
{
    private const string Sari = """{"id":5025045066,"is_bot":false,"first_name":"Sari","last_name":"Dewi","language_code":"id"}""";
    private const string Chat = """{"id":5025045066,"type":"private"}""";

    private readonly TelegramUpdates updates = new("BelajarBot");

    [Fact]
    public void T10_A_64_bit_chat_id_becomes_the_address()
    {
        var message = Said("\"text\":\"halo\"");

        Assert.Equal(
            new IncomingMessage("telegram", "5025045066", 42, new TextInput("halo"), "id", "Sari Dewi", DateTimeOffset.UnixEpoch.AddSeconds(1)),
            message);
    }

    [Theory]
    [InlineData("1772409600", "2026-03-02T00:00:00Z")]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("9223372036854775807", null)]
    public void T166_The_date_is_in_seconds_of_UTC_and_0_is_none(string date, string? expected)
    {
        var translation = Translate($$$$$"""{"update_id":42,"message":{"date":{{{{{date}}}}},"chat":{{{{{Chat}}}}},"text":"halo"}}""");

        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Assert.IsType<Translation.Said>(translation).Message.SentAt);
    }

    [Fact]
    public void T141_Fields_may_disappear_or_appear_without_anything_becoming_unreadable()
    {
        const string Update = """
            {"update_id":42,"message":{"message_id":1,"from":{"id":5,"is_bot":false,"first_name":"A"},"chat":{"id":5,"type":"private"},"date":1,"text":"halo",
            "contact":{"phone_number":"+62","user_id":5},"photo":[{"file_id":"a","width":1,"height":1}],"document":{"file_id":"d","file_name":"x"},"caption":"c"},
            "callback_query":{"id":"1","from":{"id":5},"data":"x","message":{"chat":{"id":5,"type":"private"}}},
            "my_chat_member":{"chat":{"id":5,"type":"private"},"new_chat_member":{"status":"member"}}}
            """;
        string[] names =
        [
            "update_id", "message", "message_id", "from", "id", "is_bot", "first_name", "chat", "type", "date", "text", "contact", "phone_number",
            "user_id", "photo", "file_id", "width", "height", "document", "file_name", "caption", "callback_query", "data", "my_chat_member",
            "new_chat_member", "status",
        ];

        Assert.All(names, name =>
        {
            var renamed = Update.Replace($"\"{name}\":", $"\"{name}_of_old\":", StringComparison.Ordinal);
            Assert.IsNotType<Translation.Unreadable>(Translate(renamed));
        });
    }

    [Theory]
    [InlineData("/start", "")]
    [InlineData("/start abc_1-2", "abc_1-2")]
    [InlineData("/start@belajarbot abc", "abc")]
    [InlineData("/START  abc ", "abc")]
    public void T99_A_start_carries_its_payload(string text, string payload) =>
        Assert.Equal(new StartInput(payload), Said($"\"text\":\"{text}\"").Input);

    [Theory]
    [InlineData("/menu@BelajarBot", "/menu")]
    [InlineData("/statistik@belajarbot area 32", "/statistik area 32")]
    [InlineData("/started", "/started")]
    [InlineData("a/b@c", "a/b@c")]
    public void T61_A_command_that_names_this_bot_loses_the_name(string text, string expected) =>
        Assert.Equal(new TextInput(expected), Said($"\"text\":\"{text}\"").Input);

    [Fact]
    public void T61_A_command_that_names_another_bot_is_ignored() =>
        Assert.IsType<Translation.Ignored>(Message("\"text\":\"/menu@OtherBot\""));

    [Theory]
    [InlineData("""{"phone_number":"+62812","user_id":5025045066}""", "", true)]
    [InlineData("""{"phone_number":"+62812","user_id":99}""", "", false)]
    [InlineData("""{"phone_number":"+62812"}""", "", false)]
    [InlineData("""{"phone_number":"+62812","user_id":5025045066}""", ",\"forward_origin\":{\"type\":\"user\"}", false)]
    public void T56_A_contact_is_the_senders_own_only_when_the_server_says_so(string contact, string more, bool isOwn) =>
        Assert.Equal(new ContactInput("+62812", isOwn), Said($"\"contact\":{contact}{more}").Input);

    [Fact]
    public void T57_Of_a_photo_the_largest_size_is_taken()
    {
        var input = Said("""
            "photo":[{"file_id":"s","width":90,"height":60},{"file_id":"x","width":1280,"height":800,"file_size":9000},{"file_id":"m","width":320,"height":200}],"caption":"bukti"
            """).Input;

        Assert.Equal(new FileInput(FileKind.Photo, "x", null, 9000, "bukti"), input);
    }

    [Theory]
    [InlineData("""{"file_id":"d"}""", null)]
    [InlineData("""{"file_id":"d","file_name":"../../etc/passwd"}""", "../../etc/passwd")]
    [InlineData("""{"file_id":"d","file_name":"laporan\u202efdp.exe"}""", "laporan\u202efdp.exe")]
    public void T58_A_document_keeps_its_senders_name_for_it_as_a_mere_text(string document, string? name) =>
        Assert.Equal(new FileInput(FileKind.Document, "d", name, null, null), Said($"\"document\":{document}").Input);

    [Theory]
    [InlineData("sticker")]
    [InlineData("voice")]
    [InlineData("video")]
    [InlineData("location")]
    public void Things_that_no_question_takes_are_named(string kind) =>
        Assert.Equal(new UnsupportedInput(kind), Said($$"""
            "{{kind}}":{"file_id":"f"}
            """).Input);

    [Theory]
    [InlineData("""
        "location":{"latitude":-6.9,"longitude":107.6}
        """, null)]
    [InlineData("""
        "location":{"latitude":-6.9,"longitude":107.6},"venue":{"location":{},"title":"Aula","address":"Jalan Braga 1"}
        """, "Aula, Jalan Braga 1")]
    public void A_place_comes_with_its_degrees_and_its_name(string content, string? name) =>
        Assert.Equal(new PlaceInput(-6.9, 107.6, name), Said(content).Input);

    [Fact]
    public void An_animation_is_no_document_though_it_carries_one() =>
        Assert.Equal(new UnsupportedInput("animation"), Said("""
            "animation":{"file_id":"a"},"document":{"file_id":"a"}
            """).Input);

    [Theory]
    [InlineData("\"pinned_message\":{\"message_id\":1}")]
    [InlineData("\"write_access_allowed\":{}")]
    [InlineData("\"something_of_tomorrow\":{}")]
    public void T59_A_service_message_is_ignored(string content) => Assert.IsType<Translation.Ignored>(Message(content));

    [Fact]
    public void T59_A_message_with_next_to_nothing_in_it_is_ignored() =>
        Assert.IsType<Translation.Ignored>(Translate("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}"""));

    [Fact]
    public void T60_A_message_without_a_sender_has_no_name_and_no_language()
    {
        var translation = Translate($$$$$"""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{{{{{Chat}}}}},"text":"halo"}}""");

        var said = Assert.IsType<Translation.Said>(translation);
        Assert.Null(said.Message.DisplayName);
        Assert.Null(said.Message.LanguageCode);
    }

    [Theory]
    [InlineData("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"text":"halo"}}""")]
    [InlineData("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"text":"/start"}}""")]
    [InlineData("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"text":"/start@OtherBot"}}""")]
    [InlineData("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"text":"/dataku@BelajarBot"}}""")]
    [InlineData("""{"update_id":42,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"channel"},"text":"/start@BelajarBot"}}""")]
    [InlineData("""{"update_id":42,"my_chat_member":{"chat":{"id":-1,"type":"group"},"old_chat_member":{"status":"member"},"new_chat_member":{"user":{"id":1},"status":"administrator"}}}""")]
    [InlineData("""{"update_id":42,"my_chat_member":{"chat":{"id":-1,"type":"group"},"old_chat_member":{"status":"member"},"new_chat_member":{"user":{"id":1},"status":"kicked"}}}""")]
    [InlineData("""{"update_id":42,"my_chat_member":{"chat":{"id":-1,"type":"channel"},"old_chat_member":{"status":"left"},"new_chat_member":{"user":{"id":1},"status":"administrator"}}}""")]
    [InlineData("""{"update_id":42,"my_chat_member":{"chat":{"id":1,"type":"private"},"new_chat_member":{"user":{"id":1},"status":"new_thing"}}}""")]
    [InlineData("""{"update_id":42,"poll_answer":{"poll_id":"1"}}""")]
    [InlineData("""{"update_id":42}""")]
    public void T53_T48_T61_Words_in_groups_other_memberships_and_unknown_kinds_are_ignored(string update) =>
        Assert.IsType<Translation.Ignored>(Translate(update));

    [Fact]
    public void T54_A_changed_text_is_an_edit_and_no_second_answer()
    {
        var edited = Translate($$$$$"""{"update_id":42,"edited_message":{"message_id":1,"from":{{{{{Sari}}}}},"date":1,"edit_date":9,"chat":{{{{{Chat}}}}},"text":"halo"}}""");

        var message = Assert.IsType<Translation.Said>(edited).Message;
        Assert.Equal((new EditInput(), DateTimeOffset.UnixEpoch.AddSeconds(9)), (message.Input, message.SentAt!.Value));
    }

    [Theory]
    [InlineData("""{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"https://belajar.id"}""")]
    [InlineData("""{"message_id":1,"date":1,"edit_date":9,"chat":{"id":1,"type":"private"},"location":{"latitude":1,"longitude":2}}""")]
    [InlineData("""{"message_id":1,"date":1,"edit_date":9,"chat":{"id":-100,"type":"supergroup"},"text":"halo"}""")]
    public void T54_A_change_that_nobody_made_to_words_of_theirs_is_ignored(string edited) =>
        Assert.IsType<Translation.Ignored>(Translate($$"""{"update_id":42,"edited_message":{{edited}}}"""));

    [Fact]
    public void A_forwarded_text_is_known_as_one_and_is_no_command()
    {
        const string Forwarded = ",\"forward_origin\":{\"type\":\"user\"}";

        Assert.Equal(new TextInput("halo") { IsForwarded = true }, Said($"\"text\":\"halo\"{Forwarded}").Input);
        Assert.Equal(new TextInput("/start abc") { IsForwarded = true }, Said($"\"text\":\"/start abc\"{Forwarded}").Input);
    }

    [Fact]
    public void T57_A_part_of_an_album_carries_its_number()
    {
        var part = Said("""
            "photo":[{"file_id":"s","width":90,"height":60}],"media_group_id":"13582342342342342"
            """);
        var odd = Said("""
            "photo":[{"file_id":"s","width":90,"height":60}],"media_group_id":"of_tomorrow"
            """);

        Assert.Equal((13582342342342342, (long?)null), (part.AlbumId, odd.AlbumId));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(""","message_thread_id":7,"is_topic_message":true""", 7L)]
    [InlineData(""","message_thread_id":7""", null)]
    public void T61_A_start_that_names_this_bot_in_a_group_is_a_call_in_its_topic(string more, long? thread)
    {
        var translation = Translate(
            $$$$$"""{"update_id":42,"message":{"message_id":1,"from":{{{{{Sari}}}}},"date":1,"chat":{"id":-100,"type":"supergroup"},"text":"/start@belajarbot x"{{{{{more}}}}}}}""");

        var message = Assert.IsType<Translation.Said>(translation).Message;
        Assert.Equal(new GroupVisit(IsCalled: true, "https://t.me/BelajarBot?start=grup", thread), message.Group);
        Assert.Equal(("-100", "id", (string?)null), (message.Address, message.LanguageCode, message.DisplayName));
    }

    [Theory]
    [InlineData("left", "member")]
    [InlineData("kicked", "administrator")]
    public void T53_Being_let_into_a_group_is_a_visit(string before, string now)
    {
        var translation = Translate(
            $$$$$"""{"update_id":42,"my_chat_member":{"chat":{"id":-100,"type":"group"},"from":{{{{{Sari}}}}},"date":1,"old_chat_member":{"status":"{{{{{before}}}}}"},"new_chat_member":{"status":"{{{{{now}}}}}"}}}""");

        Assert.False(Assert.IsType<Translation.Said>(translation).Message.Group!.IsCalled);
    }

    [Fact]
    public void T140_Every_other_kind_of_update_is_ignored()
    {
        var schema = typeof(TelegramSimulator.Simulator).Assembly.GetManifestResourceStream("methods.json")!;
        var kinds = JsonDocument.Parse(schema).RootElement.GetProperty("update_kinds").EnumerateArray().Select(kind => kind.GetString()!)
            .Except(["message", "callback_query", "my_chat_member"]).ToArray();

        Assert.True(kinds.Length > 20);
        Assert.All(kinds, kind => Assert.IsType<Translation.Ignored>(Translate($$$$$"""{"update_id":42,"{{{{{kind}}}}}":{"id":"1","from":{{{{{Sari}}}}},"of_tomorrow":[{"deep":[1,{"x":null}]}],"type":"new_thing"},"more_of_tomorrow":1e300}""")));
    }

    [Theory]
    [InlineData("kicked", false)]
    [InlineData("member", true)]
    public void T9_The_status_may_come_after_the_user(string status, bool isReachable)
    {
        var translation = Translate(
            $$$$$"""{"update_id":42,"my_chat_member":{"chat":{{{{{Chat}}}}},"from":{{{{{Sari}}}}},"date":1,"new_chat_member":{"user":{"id":1,"is_bot":true},"status":"{{{{{status}}}}}"}}}""");

        Assert.Equal(new ReachabilityChange("telegram", "5025045066", 42, isReachable), Assert.IsType<Translation.Reachability>(translation).Change);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","message":{"chat":{"id":5025045066,"type":"private"},"message_id":7,"date":0}""")]
    public void T55_A_press_on_a_missing_or_inaccessible_message_is_a_press(string message)
    {
        var translation = Translate($$$$$"""{"update_id":42,"callback_query":{"id":"99","from":{{{{{Sari}}}}},"chat_instance":"1","data":"ya"{{{{{message}}}}}}}""");

        Assert.Equal(new PressInput("ya"), Assert.IsType<Translation.Said>(translation).Message.Input);
        Assert.Equal("99", translation.CallbackQueryId);
        Assert.Equal("5025045066", ((Translation.Said)translation).Message.Address);
    }

    [Theory]
    [InlineData("7", "callback_data", true)]
    [InlineData("0", "callback_data", false)]
    [InlineData("\"x\"", "callback_data", false)]
    [InlineData("7", "url", false)]
    public void T83_A_press_brings_its_message_only_where_that_has_a_number_and_the_button(string id, string action, bool isThere)
    {
        var said = Assert.IsType<Translation.Said>(Translate($$$$$"""
            {"update_id":42,"callback_query":{"id":"99","from":{{{{{Sari}}}}},"data":"ya","message":{"message_id":{{{{{id}}}}},"date":1,"chat":{{{{{Chat}}}}},
            "text":"Sudah punya?","entities":[{"type":"bold","offset":0,"length":5},{"type":"url","offset":0,"length":1}],
            "reply_markup":{"inline_keyboard":[[{"text":"Ya","{{{{{action}}}}}":"ya"}]]}}}}
            """));

        Assert.Equal(isThere, said.Message.Pressed is not null);
        if (said.Message.Pressed is { } pressed)
        {
            Assert.Equal((7, "Sudah punya?", "Ya"), (pressed.MessageId, pressed.Text.Text, pressed.Label));
            Assert.Equal([new TextSpan(0, 5, SpanKind.Bold)], pressed.Text.Spans);
        }
    }

    [Fact]
    public void T55_A_press_in_a_group_or_without_data_is_answered_and_ignored()
    {
        var group = Translate($$$$$"""{"update_id":42,"callback_query":{"id":"99","from":{{{{{Sari}}}}},"data":"ya","message":{"chat":{"id":-5,"type":"group"}}}}""");
        var game = Translate($$$$$"""{"update_id":42,"callback_query":{"id":"98","from":{{{{{Sari}}}}},"game_short_name":"x"}}""");

        Assert.Equal("99", Assert.IsType<Translation.Ignored>(group).CallbackQueryId);
        Assert.Equal("98", Assert.IsType<Translation.Ignored>(game).CallbackQueryId);
    }

    [Theory]
    [InlineData(@"nama \ud83d", "nama \ufffd")]
    [InlineData(@"\ude00 nama", "\ufffd nama")]
    [InlineData(@"\ud83d\ude00\ud83d", "😀\ufffd")]
    [InlineData(@"\\ud83d \ud83d", "\\ud83d \ufffd")]
    public void T93_Half_an_emoji_is_replaced_and_the_message_kept(string escaped, string expected) =>
        Assert.Equal(new TextInput(expected), Said($"\"text\":\"{escaped}\"").Input);

    [Fact]
    public void T93_Bytes_that_are_no_text_are_replaced_and_the_message_kept()
    {
        byte[] update = [.. Encoding.UTF8.GetBytes($$"""{"update_id":42,"message":{"chat":{{Chat}},"text":"a"""), 0xff, .. "\"}}"u8];

        var translation = updates.Translate(42, JsonElement.Parse(update));

        Assert.Equal(new TextInput("a\ufffd"), Assert.IsType<Translation.Said>(translation).Message.Input);
    }

    [Theory]
    [InlineData("""{"update_id":42,"message":"halo"}""")]
    [InlineData("""{"update_id":42,"message":{"chat":{"id":"x","type":"private"},"text":"rahasia"}}""")]
    [InlineData("""{"update_id":42,"message":{"chat":{"id":1,"type":"private"},"text":{"rahasia":1}}}""")]
    public void T8_A_wrong_shape_is_unreadable_and_the_reason_quotes_nobody(string update)
    {
        var reason = Assert.IsType<Translation.Unreadable>(Translate(update)).Reason;

        Assert.DoesNotContain("rahasia", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("id", "id")]
    [InlineData("en-GB", "en-GB")]
    public void T62_The_language_is_passed_on_as_it_is(string code, string? expected)
    {
        var from = code == "null" ? """{"id":1,"first_name":"A"}""" : $$"""{"id":1,"first_name":"A","language_code":"{{code}}"}""";

        var translation = Translate($$$$$"""{"update_id":42,"message":{"from":{{{{{from}}}}},"chat":{{{{{Chat}}}}},"text":"halo"}}""");

        Assert.Equal(expected, Assert.IsType<Translation.Said>(translation).Message.LanguageCode);
    }

    private IncomingMessage Said(string content) => Assert.IsType<Translation.Said>(Message(content)).Message;

    private Translation Message(string content) =>
        Translate($$$$$"""{"update_id":42,"message":{"message_id":1,"from":{{{{{Sari}}}}},"chat":{{{{{Chat}}}}},"date":1,{{{{{content}}}}}}}""");

    private Translation Translate(string update) => updates.Translate(42, JsonElement.Parse(update));
}
