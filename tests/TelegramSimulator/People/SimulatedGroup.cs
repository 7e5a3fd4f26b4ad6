using System.Text.Json;
using TelegramSimulator.Api;

namespace TelegramSimulator.People;

/// <summary>A group or supergroup that the bot may be in (T53, T61, T75).</summary>
public sealed class SimulatedGroup : SimulatedChat
{
    private string botStatus = "left";

    internal SimulatedGroup(Simulator telegram, long id, string title, bool isSupergroup, bool isForum)
        : base(telegram, id) => (Title, IsSupergroup, IsForum) = (title, isSupergroup, isForum);

    /// <summary>The name of the group.</summary>
    public string Title { get; }

    /// <summary>Whether it is a supergroup, whose id begins with -100.</summary>
    public bool IsSupergroup { get; }

    /// <summary>Whether it has topics.</summary>
    public bool IsForum { get; }

    /// <summary>Whether it is gone.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>The supergroup that took its place, or null.</summary>
    public SimulatedGroup? MigratedTo { get; private set; }

    private string Kind => IsSupergroup ? "supergroup" : "group";

    /// <summary>Someone lets the bot in: it hears of its membership, and of the service message.</summary>
    public int? AddsBot(SimulatedPerson by)
    {
        var id = Become(by, "member");
        Post(by, "(new member)", json =>
        {
            json.WriteStartArray("new_chat_members"u8);
            json.WriteStartObject();
            Telegram.WriteBotFields(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }, MessageManner.Plain);
        return id;
    }

    /// <summary>Someone makes the bot an administrator; from then on it hears everything.</summary>
    public int? PromotesBot(SimulatedPerson by) => Become(by, "administrator");

    /// <summary>Someone throws the bot out.</summary>
    public int? RemovesBot(SimulatedPerson by) => Become(by, "kicked");

    /// <summary>A member writes; null when privacy mode keeps it from the bot.</summary>
    public int? Says(SimulatedPerson member, string text, MessageManner? manner = null) =>
        Post(member, text, MessageContent.Text(text), manner ?? MessageManner.Plain);

    /// <summary>A message without words, such as a service message: the inside of a JSON object, perhaps empty.</summary>
    public int? SendsFields(SimulatedPerson member, string fields) =>
        Post(member, "(service)", MessageContent.Raw(fields), MessageManner.Plain);

    /// <summary>A member presses the button with this label on the newest message that has one.</summary>
    public ButtonPress Presses(SimulatedPerson member, string label)
    {
        var message = FindNewest(candidate => candidate.Labels.Contains(label))
            ?? throw new InvalidOperationException($"No message in the group has a button \"{label}\".");
        var button = message.Keyboard.Rows.SelectMany(row => row).First(candidate => candidate.Text == label);
        return Press(member, button.CallbackData ?? throw new InvalidOperationException($"The button \"{label}\" sends no data."), message.Id);
    }

    /// <summary>
    /// The group becomes a supergroup: a service message in each of the two names the other, and whoever writes to the old
    /// one is told where it went (T75).
    /// </summary>
    public SimulatedGroup Migrates(SimulatedPerson by)
    {
        var next = Telegram.Group(Title, isSupergroup: true);
        next.botStatus = botStatus;
        MigratedTo = next;
        Post(by, "(migrated)", MessageContent.Raw($"\"migrate_to_chat_id\":{next.Id}"), MessageManner.Plain);
        next.Post(by, "(migrated)", MessageContent.Raw($"\"migrate_from_chat_id\":{Id}"), MessageManner.Plain);
        return next;
    }

    internal void BotLeaves() => botStatus = "left";

    internal override ApiAnswer? FindStateRefusal() =>
        MigratedTo is { } next ? ApiAnswer.Error(400, "Bad Request: group chat was upgraded to a supergroup chat", migrateToChatId: next.Id)
        : IsDeleted ? ApiAnswer.Error(403, "Forbidden: the group chat was deleted")
        : botStatus == "kicked" ? ApiAnswer.Error(403, $"Forbidden: bot was kicked from the {Kind} chat")
        : botStatus == "left" ? ApiAnswer.Error(403, $"Forbidden: bot is not a member of the {Kind} chat")
        : null;

    private protected override void WriteChatFields(Utf8JsonWriter json)
    {
        json.WriteNumber("id"u8, Id);
        json.WriteString("title"u8, Title);
        json.WriteString("type"u8, Kind);
        if (IsForum)
        {
            json.WriteBoolean("is_forum"u8, value: true);
        }
    }

    /// <summary>
    /// With privacy on a mere member hears service messages, commands that are not another bot's, and answers to itself; an
    /// administrator hears all.
    /// </summary>
    private protected override bool IsHeard(string text, MessageManner manner)
    {
        if (botStatus is "kicked" or "left")
        {
            return false;
        }

        if (!Telegram.Options.HasPrivacyMode || botStatus == "administrator" || text.StartsWith('('))
        {
            return true;
        }

        if (manner.ReplyToMessageId is { } id && Find(id)?.FromBot == true)
        {
            return true;
        }

        if (!text.StartsWith('/'))
        {
            return false;
        }

        var command = text.Split(' ')[0];
        var at = command.IndexOf('@');
        return at < 0 || command[(at + 1)..].Equals(Telegram.Options.BotUserName, StringComparison.OrdinalIgnoreCase);
    }

    private int? Become(SimulatedPerson by, string status)
    {
        var before = botStatus;
        botStatus = status;
        return ChangeMembership(by, before, status);
    }
}
