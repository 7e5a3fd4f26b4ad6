using System.Text.Json;
using System.Text.RegularExpressions;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    /// <summary>The command menus by scope and language.</summary>
    private readonly Dictionary<string, string> menus = [];

    private ApiAnswer SetMyCommands(JsonElement parameters)
    {
        var commands = parameters.GetProperty("commands");
        foreach (var command in commands.EnumerateArray())
        {
            if (!CommandName().IsMatch(command.GetProperty("command").GetString()!))
            {
                return ApiAnswer.BadRequest("BOT_COMMAND_INVALID");
            }
        }

        lock (menus)
        {
            menus[MenuKey(parameters)] = commands.GetRawText();
        }

        return ApiAnswer.True;
    }

    private ApiAnswer GetMyCommands(JsonElement parameters)
    {
        string? commands;
        lock (menus)
        {
            menus.TryGetValue(MenuKey(parameters), out commands);
        }

        return ApiAnswer.Ok(commands ?? "[]", static (json, raw) => json.WriteRawValue(raw));
    }

    private ApiAnswer DeleteMyCommands(JsonElement parameters)
    {
        lock (menus)
        {
            menus.Remove(MenuKey(parameters));
        }

        return ApiAnswer.True;
    }

    private ApiAnswer Describe(JsonElement parameters, string which)
    {
        lock (menus)
        {
            menus[$"{which}|{MenuKey(parameters)}"] = parameters.TryGetProperty(which, out var text) ? text.GetString()! : "";
        }

        return ApiAnswer.True;
    }

    private ApiAnswer GetDescription(JsonElement parameters, string which)
    {
        string text;
        lock (menus)
        {
            text = menus.GetValueOrDefault($"{which}|{MenuKey(parameters)}", "");
        }

        return ApiAnswer.Ok((which, text), static (json, description) =>
        {
            json.WriteStartObject();
            json.WriteString(description.which, description.text);
            json.WriteEndObject();
        });
    }

    private static string MenuKey(JsonElement parameters)
    {
        var scope = parameters.TryGetProperty("scope", out var given) ? string.Join('/', given.EnumerateObject().Select(p => p.Value.ToString())) : "default";
        var language = parameters.TryGetProperty("language_code", out var code) ? code.GetString() : "";
        return $"{scope}|{language}";
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandName();
}
