using System.CommandLine;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>link</c>: the link that opens the bot at a dialog or tells which campaign somebody came by, and its QR code.</summary>
internal static class LinkVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var name = new Argument<string>("name")
        {
            Description = "A dialog, its link word, or a campaign such as akt-webinar3: what stands before the dash opens the dialog of that link.",
        };
        var bot = new Option<string?>("--bot") { Description = "The bot's user name without @; Telegram is asked when left out." };
        var picture = new Option<string?>("--qr") { Description = "A file for the QR code: its name ends in .svg or .png." };
        var command = new Command("link", "Write the t.me link that opens a dialog, and its QR code for a poster.") { name, bot, picture };
        command.Validators.Add(result =>
        {
            if (result.GetValue(picture) is { } file && Path.GetExtension(file).ToLowerInvariant() is not (".svg" or ".png"))
            {
                result.AddError("The name of the file after --qr must end in .svg or .png.");
            }
        });
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(name)!, result.GetValue(bot), result.GetValue(picture), result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string name, string? bot, string? picture, IEnumerable<string> settings, CancellationToken cancel)
    {
        var builder = BotHost.CreateBuilder(settings);
        builder.Services.AddTelegram();
        await using var app = builder.Build();
        var folder = app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder;
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(folder, cancel), [], BotHost.Contracts);
        if (loaded.Library is null)
        {
            throw new DialogsException(loaded.Problems);
        }

        if (PayloadFor(loaded.Library, name) is not { } payload)
        {
            await Console.Error.WriteLineAsync(
                $"\"{name}\" is neither a dialog nor a link word, and as a campaign it may have only 1 to 64 of a-z, 0-9, _ and -.");
            return ExitCode.WrongUsage;
        }

        if ((bot ?? await AskForNameAsync(app, cancel)) is not { } userName)
        {
            return ExitCode.CouldNot;
        }

        var link = DeepLink.To(userName, payload);
        if (picture is not null && !await DrawAsync(picture, link, cancel))
        {
            return ExitCode.CouldNot;
        }

        await Console.Out.WriteLineAsync(link);
        return ExitCode.Fine;
    }

    /// <summary>What a link to this carries: the dialog's own word, or the name of a campaign as it is.</summary>
    internal static string? PayloadFor(DialogLibrary library, string name) =>
        library.Find(name) is { Start: var start } ? start.Link ?? start.Commands.FirstOrDefault()
        : DeepLink.IsPayload(name) && !name.Any(char.IsAsciiLetterUpper) ? name
        : null;

    private static async Task<string?> AskForNameAsync(WebApplication app, CancellationToken cancel)
    {
        if (!app.Services.GetRequiredService<IOptions<TelegramOptions>>().Value.IsConfigured)
        {
            await Console.Error.WriteLineAsync("Which bot? Give its user name with --bot, or set Telegram:Token so that Telegram can be asked.");
            return null;
        }

        var answer = await app.Services.GetRequiredService<BotApiClient>().GetMeAsync(cancel);
        if (answer is BotApiResult<BotUser>.Ok { Value.Username: { Length: > 0 } name })
        {
            return name;
        }

        await Console.Error.WriteLineAsync(
            $"Telegram did not say the bot's name ({(answer is BotApiResult<BotUser>.Error error ? error.Description : "no answer")}). Give it with --bot.");
        return null;
    }

    private static async Task<bool> DrawAsync(string file, string link, CancellationToken cancel)
    {
        try
        {
            await (Path.GetExtension(file).Equals(".svg", StringComparison.OrdinalIgnoreCase)
                ? File.WriteAllTextAsync(file, QrPicture.Svg(link), cancel)
                : File.WriteAllBytesAsync(file, QrPicture.Png(link), cancel));
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{file} cannot be written: {problem.Message}");
            return false;
        }
    }
}
