using System.Globalization;
using System.Text;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Sends through the Bot API. Styles travel as explicit entities and never as markup, so no word that a person wrote can
/// become a link or a mention (T89).
/// </summary>
/// <param name="client">The Bot API.</param>
/// <param name="files">The files that messages bring; null where none do.</param>
/// <param name="answered">Shows on a question that it is answered; null: nobody does.</param>
/// <param name="menu">The menus of commands; null: there are none.</param>
internal sealed class TelegramChannel(
    BotApiClient client, TelegramFiles? files = null, AnsweredQuestions? answered = null, CommandMenu? menu = null) : IChannel
{
    /// <summary>The name that addresses on this channel are stored under.</summary>
    public const string ChannelName = "telegram";

    private const int MostCaptionUnits = 1024;
    private const int MostDataBytes = 64;
    private const int MostButtonsInRow = 8;
    private const int MostButtons = 100;

    /// <summary>How long to wait when Telegram does not say (T65).</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);

    /// <summary>Never sent with a preview: a link of ours needs none, and one of a person's could mislead (T94).</summary>
    private static readonly LinkPreviewOptions NoPreview = new(IsDisabled: true);

    /// <inheritdoc />
    public string Name => ChannelName;

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (!long.TryParse(message.Address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chatId))
        {
            return new SendResult.Refused("the address is not a Telegram chat id");
        }

        if (FindProblem(message.Buttons) is { } problem)
        {
            return new SendResult.Refused(problem);
        }

        var (text, markup) = Keyboard(message);
        if (message.Place is { } place)
        {
            return ToSendResult(
                await client.SendVenueAsync(
                    new SendVenueRequest(
                        chatId, place.Latitude, place.Longitude, place.Title, place.Address, markup,
                        message.IsSilent ? true : null, message.IsProtected ? true : null, message.Thread),
                    cancel),
                hasStyles: false, message.Thread is not null);
        }

        var parts = PartsOf(message, text);
        var number = Math.Clamp(message.PartsSent, 0, parts.Count - 1);
        var isLast = number == parts.Count - 1;
        var result = parts[number] is { IsFile: true, Text: var caption }
            ? await SendFileAsync(chatId, message, caption, isLast ? markup : null, cancel)
            : await client.SendMessageAsync(
                new SendMessageRequest(
                    chatId, parts[number].Text.Text, TelegramText.Entities(parts[number].Text), NoPreview, isLast ? markup : null,
                    message.IsSilent ? true : null, message.IsProtected ? true : null, message.Thread),
                cancel);
        var outcome = ToSendResult(result, hasStyles: !text.Spans.IsDefaultOrEmpty, message.Thread is not null);
        return outcome is SendResult.Sent sent ? sent with { HasMore = !isLast } : outcome;
    }

    /// <inheritdoc />
    public async Task<SendResult> EditAsync(
        string address, long messageId, RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons, CancellationToken cancel)
    {
        if (!long.TryParse(address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chatId))
        {
            return new SendResult.Refused("the address is not a Telegram chat id");
        }

        InlineButton[][] keyboard = [.. buttons.Select(row => row.Select(Inline).ToArray())];
        var result = await client.EditMessageTextAsync(
            new EditMessageTextRequest(
                chatId, messageId, text.Text, TelegramText.Entities(text), NoPreview, keyboard.Length == 0 ? null : new ReplyMarkup(InlineKeyboard: keyboard)),
            cancel);

        // It says so already: that is what was wanted.
        return result is BotApiResult<SentMessage>.Error error && error.Says("message is not modified")
            ? new SendResult.Sent(messageId)
            : ToSendResult(result, hasStyles: false, isInTopic: false);
    }

    /// <inheritdoc />
    public Task<FileInput> LookIntoAsync(FileInput file, CancellationToken cancel) => files?.LookIntoAsync(file, cancel) ?? Task.FromResult(file);

    /// <inheritdoc />
    public Task<Download> FetchAsync(string reference, int mostBytes, CancellationToken cancel) =>
        files?.DownloadAsync(reference, mostBytes, cancel) ?? Task.FromResult<Download>(new Download.Gone("this channel was made without files"));

    /// <summary>Telegram numbers groups below zero.</summary>
    public bool IsGroup(string address) => address.StartsWith('-');

    /// <inheritdoc />
    public void NoteAnswered(IncomingMessage press) => answered?.Add(press);

    /// <inheritdoc />
    public string? LinkTo(string payload) => client.UserName is { } bot ? DeepLink.To(bot, payload) : null;

    /// <inheritdoc />
    public Task ShowCommandsAsync(string address, string language, IReadOnlyList<MenuLine> commands, CancellationToken cancel) =>
        menu is not null && long.TryParse(address, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chatId)
            ? menu.SetForAsync(chatId, language, [.. commands.Select(line => new MenuCommand(line.Command, line.Description, line.Description))], cancel)
            : Task.CompletedTask;

    /// <summary>A text that is too long goes in parts; one that is too long for a caption goes after its file.</summary>
    private static List<(bool IsFile, RichText Text)> PartsOf(OutgoingMessage message, RichText text)
    {
        if (message.File is null)
        {
            return [.. TelegramText.Parts(text).Select(part => (false, part))];
        }

        return text.Text.Length <= MostCaptionUnits
            ? [(true, text)]
            : [(true, RichText.Plain("")), .. TelegramText.Parts(text).Select(part => (false, part))];
    }

    private async Task<BotApiResult<SentMessage>> SendFileAsync(
        long chatId, OutgoingMessage message, RichText caption, ReplyMarkup? markup, CancellationToken cancel)
    {
        var request = new SendFileRequest(
            chatId, Document: null, Photo: null, caption.Text.Length > 0 ? caption.Text : null, TelegramText.Entities(caption), markup,
            message.IsSilent ? true : null, message.IsProtected ? true : null, message.Thread);
        var result = await (files?.SendAsync(request, message.File!, cancel)
            ?? throw new InvalidOperationException("This channel was put together without a folder of files."));
        return message.File is { Reference: not null, WhenGone: { } words } && result is BotApiResult<SentMessage>.Error error && TelegramFiles.IsGone(error)
            ? await client.SendMessageAsync(
                new SendMessageRequest(chatId, words, null, NoPreview, markup, request.DisableNotification, request.ProtectContent, request.MessageThreadId), cancel)
            : result;
    }

    private static SendResult ToSendResult(BotApiResult<SentMessage> result, bool hasStyles, bool isInTopic) => result switch
    {
        BotApiResult<SentMessage>.Ok { Value: var sent } => new SendResult.Sent(sent.MessageId),
        BotApiResult<SentMessage>.NoAnswer { IsCertainlyNotSent: true } lost => new SendResult.TryLater(UsualWait, lost.Reason),
        BotApiResult<SentMessage>.NoAnswer lost => new SendResult.Unknown(lost.Reason),
        BotApiResult<SentMessage>.Error error => ToSendResult(error, hasStyles, isInTopic),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The results are a closed set."),
    };

    private static SendResult ToSendResult(BotApiResult<SentMessage>.Error error, bool hasStyles, bool isInTopic) => error.Kind switch
    {
        BotApiErrorKind.TooManyRequests => new SendResult.SlowDown(error.RetryAfter ?? UsualWait, error.Description),
        BotApiErrorKind.Conflict => new SendResult.TryLater(UsualWait, error.Description),
        BotApiErrorKind.Forbidden => new SendResult.Unreachable(CauseOf(error), error.Description),
        BotApiErrorKind.BadRequest when error.MigrateToChatId is { } newId =>
            new SendResult.Moved(newId.ToString(CultureInfo.InvariantCulture)),
        BotApiErrorKind.BadRequest when error.Says("chat not found") || error.Says("PEER_ID_INVALID") || error.Says("user is deactivated") =>
            new SendResult.Unreachable(CauseOf(error), error.Description),

        // A group whose General topic is closed says so too: there is nothing outside it to go to.
        BotApiErrorKind.BadRequest when isInTopic && (error.Says("thread not found") || error.Says("TOPIC_DELETED") || error.Says("TOPIC_CLOSED")) =>
            new SendResult.TopicGone(error.Description),
        BotApiErrorKind.BadRequest when hasStyles && (error.Says("can't parse") || error.Says("entity")) =>
            new SendResult.StylesRefused(error.Description),
        BotApiErrorKind.Unauthorized or BotApiErrorKind.NotFound => new SendResult.ChannelClosed(error.Description),
        BotApiErrorKind.ServerTrouble => new SendResult.Unknown(error.Description),
        _ => new SendResult.Refused(error.Description),
    };

    private static UnreachableCause CauseOf(BotApiResult<SentMessage>.Error error) =>
        error.Says("deactivated") ? UnreachableCause.Deactivated
        : error.Says("can't initiate conversation") || error.Kind == BotApiErrorKind.BadRequest ? UnreachableCause.NeverStarted
        : UnreachableCause.Blocked;

    /// <summary>What Telegram would refuse or silently drop, found before it is sent (T100, T103 to T105).</summary>
    private static string? FindProblem(IReadOnlyList<IReadOnlyList<Button>> rows)
    {
        if (rows.Any(row => row.Count > MostButtonsInRow) || rows.Sum(row => row.Count) > MostButtons)
        {
            return $"more than {MostButtonsInRow} buttons in a row or {MostButtons} in all";
        }

        foreach (var button in rows.SelectMany(row => row))
        {
            if (string.IsNullOrWhiteSpace(button.Label))
            {
                return "a button without a label";
            }

            if (button.Kind == ButtonKind.Press && Encoding.UTF8.GetByteCount(button.Data) is < 1 or > MostDataBytes)
            {
                return $"a button whose data is not 1 to {MostDataBytes} bytes long";
            }

            if (button.Kind == ButtonKind.Link && !IsLink(button.Data))
            {
                return "a button whose link is neither a public http or https address nor tg://";
            }
        }

        return null;
    }

    /// <summary>Telegram opens what everybody can reach (T105): no name without a dot, and no address of one's own machine or network.</summary>
    private static bool IsLink(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == "tg"
            || (address.Scheme is "http" or "https" && !address.IsLoopback && address.HostNameType == UriHostNameType.Dns && address.Host.Contains('.', StringComparison.Ordinal)));

    private static (RichText Text, ReplyMarkup Markup) Keyboard(OutgoingMessage message)
    {
        var rows = message.Buttons.Where(row => row.Count > 0).ToArray();
        if (rows.Length == 0)
        {
            // Takes away a contact keyboard that may still be open, without having to remember whether one is (T106).
            return (message.Text, new ReplyMarkup(RemoveKeyboard: true));
        }

        if (rows.Any(row => row.Any(button => button.Kind == ButtonKind.ShareContact)))
        {
            return ContactKeyboard(message.Text, rows);
        }

        InlineButton[][] inline = [.. rows.Select(row => row.Select(Inline).ToArray())];
        return (message.Text, new ReplyMarkup(InlineKeyboard: inline));
    }

    private static InlineButton Inline(Button button) => button.Kind == ButtonKind.Link
        ? new InlineButton(button.Label, CallbackData: null, Url: button.Data)
        : new InlineButton(button.Label, CallbackData: button.Data, Url: null);

    /// <summary>
    /// Telegram offers a phone number only on the keyboard below the chat, whose other buttons say their label; a link,
    /// which cannot stand there, goes under the text.
    /// </summary>
    private static (RichText Text, ReplyMarkup Markup) ContactKeyboard(RichText text, IReadOnlyList<Button>[] rows)
    {
        var words = new StringBuilder(text.Text);
        foreach (var link in rows.SelectMany(row => row).Where(button => button.Kind == ButtonKind.Link))
        {
            words.Append('\n').Append(link.Label).Append(": ").Append(link.Data);
        }

        KeyboardButton[][] keyboard =
        [
            .. rows
                .Select(row => row
                    .Where(button => button.Kind != ButtonKind.Link)
                    .Select(button => new KeyboardButton(button.Label, button.Kind == ButtonKind.ShareContact ? true : null))
                    .ToArray())
                .Where(row => row.Length > 0),
        ];
        return (text with { Text = words.ToString() }, new ReplyMarkup(Keyboard: keyboard, ResizeKeyboard: true, OneTimeKeyboard: true));
    }
}
