using System.Text.Json;
using TelegramSimulator.Api;

namespace TelegramSimulator.People;

/// <summary>
/// Someone with a phone and a private chat with the bot. What they do becomes updates; what the bot sends appears in
/// <see cref="SimulatedChat.Chat"/>. Actions return the id of the update, or null when the bot did not ask for its kind.
/// </summary>
public sealed partial class SimulatedPerson : SimulatedChat
{
    internal SimulatedPerson(Simulator telegram, long id, string firstName, string? languageCode)
        : base(telegram, id)
    {
        FirstName = firstName;
        LanguageCode = languageCode;
    }

    /// <summary>The name that updates carry.</summary>
    public string FirstName { get; set; }

    /// <summary>The language of the phone, or null.</summary>
    public string? LanguageCode { get; set; }

    /// <summary>Whether they ever wrote to the bot; before that it may not write to them.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether they blocked the bot.</summary>
    public bool HasBlocked { get; private set; }

    /// <summary>Whether their account is gone.</summary>
    public bool IsDeactivated { get; set; }

    internal override ApiAnswer? FindStateRefusal() =>
        IsDeactivated ? ApiAnswer.Error(403, "Forbidden: user is deactivated")
        : HasBlocked ? ApiAnswer.Error(403, "Forbidden: bot was blocked by the user")
        : !HasStarted ? ApiAnswer.Error(403, "Forbidden: bot can't initiate conversation with a user")
        : null;

    private protected override void WriteChatFields(Utf8JsonWriter json)
    {
        json.WriteNumber("id"u8, Id);
        json.WriteString("first_name"u8, FirstName);
        json.WriteString("type"u8, "private"u8);
    }

    internal void WriteUser(Utf8JsonWriter json, string property)
    {
        json.WriteStartObject(property);
        json.WriteNumber("id"u8, Id);
        json.WriteBoolean("is_bot"u8, value: false);
        json.WriteString("first_name"u8, FirstName);
        if (LanguageCode is not null)
        {
            json.WriteString("language_code"u8, LanguageCode);
        }

        json.WriteEndObject();
    }

    private void Open()
    {
        if (HasBlocked)
        {
            throw new InvalidOperationException("This person blocked the bot and cannot write to it before unblocking it.");
        }

        HasStarted = true;
    }
}
