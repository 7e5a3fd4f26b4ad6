using System.Collections.Concurrent;
using System.Collections.Immutable;
using BelajarBot.Channels;
using BelajarBot.Channels.WebChat;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>The web chat on a real port, with a small bot behind it that says what the tests need.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, bool> seen = new();
    private WebApplication? app;
    private long outboxId;

    public MemoryWebHistory History { get; } = new();

    /// <summary>The files that its messages bring.</summary>
    public FileFolder Files { get; } = new(Path.Combine(Path.GetTempPath(), "belajarbot-test-files"));

    /// <summary>What reached a turn, each message once, in order.</summary>
    public ConcurrentQueue<IncomingMessage> Turns { get; } = new();

    /// <summary>How often a turn was asked for, repetitions included.</summary>
    public int Offers { get; private set; }

    /// <summary>While set, the store is out of order.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What <c>pelan</c> (a slow answer) waits for.</summary>
    public TaskCompletionSource SlowAnswer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Url { get; private set; } = "http://127.0.0.1:0";

    public WebChatChannel Channel => app!.Services.GetRequiredService<WebChatChannel>();

    public static async Task<ScriptedHost> StartAsync()
    {
        var host = new ScriptedHost();
        await host.OpenAsync();
        return host;
    }

    /// <summary>Starts the host; after <see cref="CloseAsync"/>, again at the same address with the same history.</summary>
    public async Task OpenAsync(Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls(Url);
        builder.Services.AddSingleton<IWebHistory>(History);
        builder.Services.AddSingleton(Files);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddWebChat();

        app = builder.Build();
        app.MapWebChat(
            ReceiveAsync, (_, language, _) => Task.FromResult(Commands(language)),
            (_, before, _) => Task.FromResult<Func<string, string>>(
                text => before == "password saya" ? "•••" : text.Replace("3201019001010001", "•••", StringComparison.Ordinal)));
        await app.StartAsync();
        Url = app.Urls.Single();
    }

    public async Task CloseAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>Says something to a person as the outbox would, under a number of the caller's choice.</summary>
    public Task<SendResult> SayAsync(string address, string text, long id) =>
        Channel.SendAsync(Message(id, address, text), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        SlowAnswer.TrySetResult();
        await CloseAsync();
    }

    private async Task ReceiveAsync(IncomingMessage message, CancellationToken cancel)
    {
        Offers++;
        if (IsBroken)
        {
            throw new InvalidOperationException("The store is out of order.");
        }

        if (!seen.TryAdd(message.UpdateId, true))
        {
            return;
        }

        Turns.Enqueue(message);
        if (message.Input is TextInput("pelan"))
        {
            await SlowAnswer.Task.WaitAsync(cancel);
        }

        foreach (var answer in AnswersTo(message.Input))
        {
            var id = Interlocked.Increment(ref outboxId);
            await Channel.SendAsync(answer with { OutboxId = id, Address = message.Address }, cancel);
        }
    }

    private static IEnumerable<OutgoingMessage> AnswersTo(Input input) => input switch
    {
        StartInput => [
            Message("Halo Bu Sari! Kita aktifkan akun *belajar.id* Anda, kira-kira 5 menit.\nKetik *bantuan*, *kembali*, atau *batal* kapan saja."),
            Message("Apakah Anda sudah punya akun belajar.id?", [
                [new("Sudah punya", "a:1"), new("Belum punya", "a:2")],
                [new("Lupa kata sandi", "a:3")]])],
        PressInput("a:2") => [
            Message("Akun dibuat otomatis dari Dapodik. Mintalah _nama akun_ dan _kata sandi awal_ kepada operator sekolah Anda. Petunjuknya ada di https://belajar.id."),
            Message("Sudah berhasil masuk?", [
                [new("Berhasil", "b:1")],
                [new("Belum bisa", "b:2")],
                [new("Buka belajar.id", "https://belajar.id", ButtonKind.Link), new("Kirim nomor", "", ButtonKind.ShareContact)]])],
        PressInput(var data) => [Message($"Tombol {data}")],
        TextInput("/panjang") => [
            Message("Nama sekolah saya", [
                [new("SMP Negeri 1 Satu Atap Kecamatan Tanjungpinang Barat", "c:1"), new("SD Inpres", "c:2"), new("SMK", "c:3")],
                [new(new string('W', 60), "c:4")]])],
        TextInput("/banyak") => Enumerable.Range(1, 30).Select(number => Message($"Baris ke-{number}")),
        TextInput(var text) => [new(0, "web", "", MessageClass.Reply, RichText.Plain($"Anda menulis: {text}"), [])],
        _ => [],
    };

    private static OutgoingMessage Message(
        string marked, IReadOnlyList<IReadOnlyList<Button>>? buttons = null) => Message(0, "", marked, buttons);

    /// <summary>Reads *bold* and _italic_, so that the script above stays readable.</summary>
    private static OutgoingMessage Message(
        long id, string address, string marked, IReadOnlyList<IReadOnlyList<Button>>? buttons = null)
    {
        var text = "";
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        var open = -1;

        foreach (var letter in marked)
        {
            if (letter is not ('*' or '_'))
            {
                text += letter;
            }
            else if (open < 0)
            {
                open = text.Length;
            }
            else
            {
                spans.Add(new TextSpan(open, text.Length - open, letter == '*' ? SpanKind.Bold : SpanKind.Italic));
                open = -1;
            }
        }

        return new OutgoingMessage(
            id, "web", address, MessageClass.Reply, new RichText(text, spans.ToImmutable()), buttons ?? []);
    }

    private static IReadOnlyList<WebCommand> Commands(string language) => language == "en"
        ? [new("/menu", "Everything I can do"), new("/bantuan", "Ask or get help")]
        : [
            new("/menu", "Semua yang bisa saya bantu"),
            new("/aktivasi", "Aktifkan akun belajar.id"),
            new("/pembatik", "Daftar PembaTIK"),
            new("/progres", "Sudah sampai mana saya"),
            new("/bantuan", "Bertanya atau minta tolong"),
            new("/berhenti", "Berhenti menerima pesan"),
        ];
}
