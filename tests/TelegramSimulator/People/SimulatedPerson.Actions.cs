using System.Text.Json;
using TelegramSimulator.Files;

namespace TelegramSimulator.People;

/// <summary>What a person can do in their private chat, each written as the update that Telegram makes of it.</summary>
public sealed partial class SimulatedPerson
{
    /// <summary>Writes a message; <c>/start</c> is one too.</summary>
    public int? Says(string text, MessageManner? manner = null) => Send(text, MessageContent.Text(text), manner);

    /// <summary>Changes an earlier message of their own; null means the newest.</summary>
    public int? Edits(string text, int? messageId = null)
    {
        var edited = FindNewest(message => !message.FromBot && (messageId is null || message.Id == messageId))
            ?? throw new InvalidOperationException("There is no message of this person to edit.");
        edited = edited with { Text = text, EditedAt = Telegram.Now };
        Replace(edited);
        return Announce("edited_message", edited, MessageContent.Text(text), MessageManner.Plain);
    }

    /// <summary>Forwards what somebody else wrote.</summary>
    public int? Forwards(string text) => Says(text, new MessageManner { IsForwarded = true });

    /// <summary>Shares a phone number: by default their own, else that of the given user, or of nobody on Telegram (0).</summary>
    public int? SendsContact(string phone = "6281234567890", long? ofUser = null, bool forwarded = false) =>
        Send(
            "(contact)",
            MessageContent.Contact(phone, FirstName, ofUser == 0 ? null : ofUser ?? Id),
            new MessageManner { IsForwarded = forwarded });

    /// <summary>Shares a place.</summary>
    public int? SendsLocation(double latitude = -6.2, double longitude = 106.8) =>
        Send("(location)", MessageContent.Location(latitude, longitude));

    /// <summary>Sends a picture, in the usual three sizes of which the second is the largest (T57).</summary>
    public int? SendsPhoto(string? caption = null, ReadOnlyMemory<byte>? content = null, MessageManner? manner = null)
    {
        List<StoredFile> sizes =
        [
            .. new[] { 90, 1280, 320 }.Select(side => Telegram.Files.Add(
                "photo", side == 1280 ? content : null, declaredSize: side == 1280 && content is not null ? null : side * 100, width: side, height: side)),
        ];
        return Send(caption ?? "(photo)", MessageContent.Photo(sizes, caption), manner, sizes[1]);
    }

    /// <summary>
    /// Sends several pictures at once: separate updates of one media group, the caption on the first, in the order of
    /// <paramref name="order"/>, and the last of them so much later (T57).
    /// </summary>
    public IReadOnlyList<int?> SendsAlbum(int pictures, string? caption = null, IEnumerable<int>? order = null, TimeSpan lastIsLateBy = default)
    {
        var group = $"14{Telegram.NextNumber()}00000000";
        int[] turns = [.. order ?? Enumerable.Range(0, pictures)];
        return
        [
            .. turns.Select((picture, turn) => SendsPhoto(picture == 0 ? caption : null, null, new MessageManner
            {
                MediaGroupId = group,
                Delay = turn == turns.Length - 1 ? lastIsLateBy : TimeSpan.Zero,
            })),
        ];
    }

    /// <summary>Sends a file under the name that their device gave it, hostile as it may be; its size may be a lie (T120).</summary>
    public int? SendsDocument(
        string? fileName = "rapor.pdf", long? size = null, string? caption = null, string? mimeType = null, ReadOnlyMemory<byte>? content = null)
    {
        var file = Telegram.Files.Add("document", content, fileName, mimeType, size ?? (content is null ? 1000 : null));
        return Send(caption ?? "(document)", MessageContent.File(file, caption), null, file);
    }

    /// <summary>Sends a sticker.</summary>
    public int? SendsSticker() => SendsMedia("sticker");

    /// <summary>Sends a voice note.</summary>
    public int? SendsVoice() => SendsMedia("voice");

    /// <summary>Sends something of a kind that is one object with a file in it, such as <c>video</c>.</summary>
    public int? SendsMedia(string kind)
    {
        var file = Telegram.Files.Add(kind, declaredSize: 5000);
        return Send($"({kind})", MessageContent.File(file), null, file);
    }

    /// <summary>A message without words, such as a service message (T59): the inside of a JSON object, perhaps empty.</summary>
    public int? SendsFields(string fields = "", MessageManner? manner = null) => Send("(service)", MessageContent.Raw(fields), manner);

    /// <summary>Presses the button with this label on the newest message that has one, or on the given message.</summary>
    public ButtonPress? Presses(string label, int? messageId = null)
    {
        var message = FindNewest(candidate => (messageId is null || candidate.Id == messageId) && candidate.Labels.Contains(label));
        var button = message?.Keyboard.Rows.SelectMany(row => row).First(candidate => candidate.Text == label)
            ?? throw new InvalidOperationException(
                $"No message has a button \"{label}\"; the newest from the bot has: {string.Join(", ", Inbox is [.., var newest] ? newest.Labels : [])}.");
        if (button.CallbackData is { } data)
        {
            return PressesData(data, message!.Id);
        }

        if (button.Url is not null)
        {
            throw new InvalidOperationException($"The button \"{label}\" opens {button.Url}; the bot never hears of that.");
        }

        _ = button.RequestsContact ? SendsContact() : button.RequestsLocation ? SendsLocation() : Says(button.Text);
        return null;
    }

    /// <summary>Presses whatever carries this data, forged or stale as it may be; without a message it is inaccessible.</summary>
    public ButtonPress PressesData(string data, int? messageId = null)
    {
        Open();
        return Press(this, data, messageId);
    }

    /// <summary>Blocks the bot: it hears of that once, and its messages are refused from now on.</summary>
    public int? Blocks()
    {
        HasStarted = true;
        HasBlocked = true;
        return ChangeMembership(this, "member", "kicked");
    }

    /// <summary>Lets the bot write again.</summary>
    public int? Unblocks()
    {
        HasBlocked = false;
        return ChangeMembership(this, "kicked", "member");
    }

    private int? Send(string shown, Action<Utf8JsonWriter> content, MessageManner? manner = null, StoredFile? file = null)
    {
        Open();
        return Post(this, shown, content, manner ?? MessageManner.Plain, file);
    }
}
