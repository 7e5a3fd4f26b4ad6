using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>What a bot under test is told, as <c>Section:Key=value</c>; of two that say the same the later one counts.</summary>
internal static class BotSettings
{
    /// <summary>The dialogs of this repository.</summary>
    public static string DialogsFolder { get; } = DialogFolder.Find("dialogs");

    /// <summary>A bot on this Telegram and this database, on a free port, without limits on sending and quick to try again.</summary>
    public static string[] For(Simulator telegram, StorageOptions storage, params string[] more) =>
    [
        $"Telegram:Token={telegram.Token}",
        $"Telegram:BaseUrl={telegram.BaseUrl}",
        "Telegram:RetryDelay=00:00:00.2",
        "Telegram:MarkAnswers=false",
        $"Storage:Provider={storage.Provider}",
        $"Storage:ConnectionString={storage.ConnectionString}",
        $"Dialogs:Folder={DialogsFolder}",
        "Web:Url=http://127.0.0.1:0",
        "Sending:PerSecond=100000",
        "Sending:BurstToOnePerson=1000",
        "Sending:BetweenToOnePerson=00:00:00",
        "Sending:Lease=00:00:03",
        $"Storage:Files={Path.Combine(Path.GetTempPath(), "belajarbot-test-files")}",
        .. more,
    ];

    /// <summary>The dialogs as the bot loads them.</summary>
    public static async Task<DialogLibrary> LoadDialogsAsync() =>
        DialogLoader.Load(await DialogFolder.ReadAsync(DialogsFolder, TestContext.Current.CancellationToken), []).Library!;
}
