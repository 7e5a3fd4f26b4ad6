namespace BelajarBot.Channels.TelegramApi;

/// <summary>A command as the menu shows it.</summary>
/// <param name="Name">Without the slash: 1 to 32 of <c>a-z0-9_</c>.</param>
/// <param name="Indonesian">What it does, in at most 256 characters.</param>
/// <param name="English">The same in English.</param>
internal sealed record MenuCommand(string Name, string Indonesian, string English);

/// <summary>
/// The bot's command menus: one for everyone, Indonesian and in English for phones set to English (T109), and one for each
/// chat whose person has commands of their own or has chosen another language than their phone's. A menu only shows:
/// whoever takes a command asks whether its sender may give it (T110).
/// </summary>
internal sealed partial class CommandMenu(BotApiClient client, ILogger<CommandMenu> logger)
{
    private const string English = "en";

    /// <summary>Sets the menus for everyone that differ from what Telegram has (T108); false when one could not be set.</summary>
    public async Task<bool> SetAsync(IReadOnlyList<MenuCommand> commands, CancellationToken cancel) =>
        await SetAsync(In("id", commands), scope: null, languageCode: null, cancel)
            & await SetAsync(In(English, commands), scope: null, English, cancel);

    /// <summary>
    /// Sets what one chat sees instead, in the person's language whatever their phone's is; false when it could not be set.
    /// </summary>
    public Task<bool> SetForAsync(long chatId, string language, IReadOnlyList<MenuCommand> commands, CancellationToken cancel) =>
        SetAsync(In(language, commands), new CommandScope("chat", chatId), languageCode: null, cancel);

    /// <summary>Says what the bot is, before its first message (T111), where Telegram has something else; false when that could not be set.</summary>
    /// <param name="description">In an empty chat; at most 512 characters.</param>
    /// <param name="shortDescription">On the bot's page and where it is shared; at most 120 characters.</param>
    /// <param name="languageCode">For phones in this language; null for all others.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<bool> DescribeAsync(string description, string shortDescription, string? languageCode, CancellationToken cancel)
    {
        var isFine = true;
        if (await client.GetMyDescriptionAsync(languageCode, cancel) is not BotApiResult<BotDescription>.Ok { Value.Description: var present }
            || present != description)
        {
            isFine &= IsSet(await client.SetMyDescriptionAsync(description, languageCode, cancel), languageCode);
        }

        if (await client.GetMyShortDescriptionAsync(languageCode, cancel) is not BotApiResult<BotShortDescription>.Ok { Value.ShortDescription: var shown }
            || shown != shortDescription)
        {
            isFine &= IsSet(await client.SetMyShortDescriptionAsync(shortDescription, languageCode, cancel), languageCode);
        }

        return isFine;
    }

    private bool IsSet(BotApiResult<bool?> result, string? languageCode)
    {
        if (result is BotApiResult<bool?>.Ok)
        {
            return true;
        }

        LogNotDescribed(languageCode ?? "default", ReasonOf(result));
        return false;
    }

    private static BotCommand[] In(string language, IReadOnlyList<MenuCommand> commands) =>
        [.. commands.Select(command => new BotCommand(command.Name, language == English ? command.English : command.Indonesian))];

    private async Task<bool> SetAsync(BotCommand[] commands, CommandScope? scope, string? languageCode, CancellationToken cancel)
    {
        var whose = scope is null ? languageCode ?? "default" : "one chat";
        if (await client.GetMyCommandsAsync(scope, languageCode, cancel) is BotApiResult<IReadOnlyList<BotCommand>>.Ok { Value: var present }
            && present.SequenceEqual(commands))
        {
            return true;
        }

        var result = await client.SetMyCommandsAsync(commands, scope, languageCode, cancel);
        if (result is BotApiResult<bool?>.Ok)
        {
            LogSet(whose, commands.Length);
            return true;
        }

        LogNotSet(whose, ReasonOf(result));
        return false;
    }

    private static string ReasonOf(BotApiResult<bool?> result) =>
        result is BotApiResult<bool?>.Error error ? error.Description : "no answer";

    [LoggerMessage(3020, LogLevel.Information, "The command menu for {Whose} is set: {Count} commands")]
    private partial void LogSet(string whose, int count);

    [LoggerMessage(3021, LogLevel.Warning, "The command menu for {Whose} could not be set: {Reason}")]
    private partial void LogNotSet(string whose, string reason);

    [LoggerMessage(3022, LogLevel.Information, "The bot's description for {Language} could not be set: {Reason}")]
    private partial void LogNotDescribed(string language, string reason);
}
