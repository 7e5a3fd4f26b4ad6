using System.Collections.Immutable;
using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>A button as a person sees it.</summary>
/// <param name="Text">The words on it.</param>
/// <param name="CallbackData">What an inline button sends back, or null.</param>
/// <param name="Url">What an inline button opens, or null.</param>
/// <param name="RequestsContact">Whether a keyboard button offers the person's phone number.</param>
/// <param name="RequestsLocation">Whether a keyboard button offers the person's place.</param>
public sealed record ShownButton(
    string Text, string? CallbackData = null, string? Url = null, bool RequestsContact = false, bool RequestsLocation = false);

/// <summary>What a reply markup does to the screen.</summary>
public enum KeyboardKind
{
    None,
    Inline,
    Reply,
    Remove,
    ForceReply,
}

/// <summary>A reply markup that passed Telegram's rules (T100, T103, T104, T105).</summary>
public sealed record Keyboard(KeyboardKind Kind, ImmutableArray<ImmutableArray<ShownButton>> Rows)
{
    private const int MostPerRow = 8;
    private const int MostInAll = 100;

    /// <summary>No markup at all.</summary>
    public static readonly Keyboard None = new(KeyboardKind.None, []);

    private static readonly string[] InlineActions =
    [
        "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
    ];

    /// <summary>Whether two keyboards show the same.</summary>
    public bool Shows(Keyboard other) =>
        Kind == other.Kind
        && Rows.Length == other.Rows.Length
        && Rows.Zip(other.Rows).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    /// <summary>Why this keyboard fits private chats only, or null (T106).</summary>
    internal string? FindPrivateRequest() =>
        Rows.Any(row => row.Any(button => button.RequestsContact)) ? "phone number can be requested in private chats only"
        : Rows.Any(row => row.Any(button => button.RequestsLocation)) ? "location can be requested in private chats only"
        : null;

    internal static string? Read(JsonElement parameters, out Keyboard keyboard)
    {
        keyboard = None;
        if (!parameters.TryGetProperty("reply_markup", out var markup))
        {
            return null;
        }

        if (markup.TryGetProperty("inline_keyboard", out var inline))
        {
            return ReadRows(inline, KeyboardKind.Inline, ref keyboard);
        }

        if (markup.TryGetProperty("keyboard", out var reply))
        {
            return ReadRows(reply, KeyboardKind.Reply, ref keyboard);
        }

        keyboard = new Keyboard(markup.TryGetProperty("remove_keyboard", out _) ? KeyboardKind.Remove : KeyboardKind.ForceReply, []);
        return null;
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("reply_markup"u8);
        json.WriteStartArray("inline_keyboard"u8);
        foreach (var row in Rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("text"u8, button.Text);
                if (button.CallbackData is not null)
                {
                    json.WriteString("callback_data"u8, button.CallbackData);
                }
                else if (button.Url is not null)
                {
                    json.WriteString("url"u8, button.Url);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? ReadRows(JsonElement rows, KeyboardKind kind, ref Keyboard keyboard)
    {
        var read = ImmutableArray.CreateBuilder<ImmutableArray<ShownButton>>(rows.GetArrayLength());
        var inAll = 0;
        foreach (var row in rows.EnumerateArray())
        {
            var buttons = ImmutableArray.CreateBuilder<ShownButton>(row.GetArrayLength());
            foreach (var json in row.EnumerateArray())
            {
                if (ReadButton(json, kind, out var button) is { } problem)
                {
                    return problem;
                }

                buttons.Add(button);
            }

            // The real server drops what is too much without a word (T103); a test must not miss that.
            inAll += buttons.Count;
            if (buttons.Count > MostPerRow || inAll > MostInAll)
            {
                return $"simulator: a keyboard may hold {MostPerRow} buttons a row and {MostInAll} in all";
            }

            if (buttons.Count > 0)
            {
                read.Add(buttons.ToImmutable());
            }
        }

        if (kind == KeyboardKind.Reply && read.Count == 0)
        {
            return "simulator: a reply keyboard without buttons";
        }

        keyboard = read.Count == 0 ? None : new Keyboard(kind, read.ToImmutable());
        return null;
    }

    private static string? ReadButton(JsonElement json, KeyboardKind kind, out ShownButton button)
    {
        var text = json.GetProperty("text").GetString()!;
        button = new ShownButton(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return kind == KeyboardKind.Inline ? "inline keyboard button text must be non-empty" : "keyboard button text must be non-empty";
        }

        if (kind == KeyboardKind.Reply)
        {
            button = new ShownButton(text, RequestsContact: IsTrue(json, "request_contact"), RequestsLocation: IsTrue(json, "request_location"));
            return null;
        }

        var actions = InlineActions.Count(action => json.TryGetProperty(action, out _));
        if (actions == 0)
        {
            return "text buttons are unallowed in the inline keyboard";
        }

        if (actions > 1)
        {
            return "simulator: an inline button must have exactly one action";
        }

        var data = json.TryGetProperty("callback_data", out var callback) ? callback.GetString() : null;
        var url = json.TryGetProperty("url", out var link) ? link.GetString() : null;
        if (url is not null && !IsPublic(url))
        {
            return $"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL";
        }

        button = new ShownButton(text, data, url);
        return null;
    }

    private static bool IsTrue(JsonElement json, string property) => json.TryGetProperty(property, out var value) && value.GetBoolean();

    private static bool IsPublic(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == "tg" || (address.Scheme is "http" or "https" && !address.IsLoopback && address.Host.Contains('.')));
}
