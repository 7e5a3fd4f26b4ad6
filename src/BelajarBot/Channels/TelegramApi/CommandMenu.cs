namespace BelajarBot.Channels.TelegramApi;

/// <summary>A command as the menu shows it.</summary>
/// <param name="Name">Without the slash: 1 to 32 of <c>a-z0-9_</c>.</param>
/// <param name="Indonesian">What it does, in at most 256 characters.</param>
/// <param name="English">The same in English.</param>
internal sealed record MenuCommand(string Name, string Indonesian, string English);

/// <summary>The bot's command menu: Indonesian for everyone, English for phones set to English (T109).</summary>
internal sealed partial class CommandMenu(BotApiClient client, ILogger<CommandMenu> logger)
{
    /// <summary>Sets the menus that differ from what Telegram has (T108); false when one could not be set.</summary>
    public async Task<bool> SetAsync(IReadOnlyList<MenuCommand> commands, CancellationToken cancel)
    {
        BotCommand[] indonesian = [.. commands.Select(command => new BotCommand(command.Name, command.Indonesian))];
        BotCommand[] english = [.. commands.Select(command => new BotCommand(command.Name, command.English))];
        return await SetAsync(indonesian, languageCode: null, cancel) & await SetAsync(english, "en", cancel);
    }

    private async Task<bool> SetAsync(BotCommand[] commands, string? languageCode, CancellationToken cancel)
    {
        var language = languageCode ?? "default";
        if (await client.GetMyCommandsAsync(languageCode, cancel) is BotApiResult<IReadOnlyList<BotCommand>>.Ok { Value: var present }
            && present.SequenceEqual(commands))
        {
            return true;
        }

        var result = await client.SetMyCommandsAsync(commands, languageCode, cancel);
        if (result is BotApiResult<bool?>.Ok)
        {
            LogSet(language, commands.Length);
            return true;
        }

        LogNotSet(language, result is BotApiResult<bool?>.Error error ? error.Description : "no answer");
        return false;
    }

    [LoggerMessage(3020, LogLevel.Information, "The command menu for {Language} is set: {Count} commands")]
    private partial void LogSet(string language, int count);

    [LoggerMessage(3021, LogLevel.Warning, "The command menu for {Language} could not be set: {Reason}")]
    private partial void LogNotSet(string language, string reason);
}
