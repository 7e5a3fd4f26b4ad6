using BelajarBot.Channels.TelegramApi;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Benchmarks;

/// <summary>
/// The baseline: the smallest program that answers every update with one message, through the same client and poller as
/// the bot. It keeps no state. It runs in a process of its own until it is killed.
/// </summary>
internal static class NullBot
{
    public const string Verb = "null-bot";

    /// <summary>About as long as a question of the activation.</summary>
    private const string Text =
        "Sekarang masuk: buka mail.google.com, lebih aman di jendela samaran, pilih \"Gunakan akun lain\", lalu tulis alamat "
        + "lengkap dan kata sandinya. Berhasil masuk?";

    private static readonly ReplyMarkup Buttons = new(InlineKeyboard:
    [
        [new InlineButton("Berhasil", "c.1.1.ya", null), new InlineButton("Belum bisa", "c.1.1.gagal", null)],
    ]);

    /// <param name="args">The address of the Bot API and the token.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Create(new TelegramOptions { BaseUrl = args[0], Token = args[1] });
        using var client = new BotApiClient(options, TimeProvider.System);
        var poller = new TelegramPoller(client, options, TimeProvider.System, NullLogger<TelegramPoller>.Instance);
        await poller.RunAsync(
            (message, cancel) => client.SendMessageAsync(
                new SendMessageRequest(long.Parse(message.Address), Text, null, new LinkPreviewOptions(IsDisabled: true), Buttons), cancel),
            (_, _) => Task.CompletedTask,
            (_, _, _, _, _) => Task.CompletedTask,
            CancellationToken.None);
        return 0;
    }
}
