using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Helpdesk;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BelajarBot.Tests.Conversations;

/// <summary>The bot as it runs, with one dialog in a folder of its own that the test changes. Nothing is sent: what it says stays in the outbox.</summary>
internal sealed class PublishedBot : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("belajarbot-publishing-");
    private readonly StorageOptions storage;
    private readonly Func<Task> remove;
    private WebApplication app = null!;
    private long updates;

    private PublishedBot(StorageOptions storage, Func<Task> remove) => (this.storage, this.remove) = (storage, remove);

    internal DialogCatalog Catalog => app.Services.GetRequiredService<DialogCatalog>();

    internal Database Database => app.Services.GetRequiredService<Database>();

    internal static async Task<PublishedBot> StartAsync(DatabaseKind kind, string dialog)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var bot = new PublishedBot(storage, remove);
        foreach (var (path, text) in Files(dialog))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(bot.PathOf(path))!);
            await File.WriteAllTextAsync(bot.PathOf(path), text);
        }

        await bot.OpenAsync();
        return bot;
    }

    /// <summary>The bot's own files as shipped, with this dialog instead of the shipped ones.</summary>
    internal static Dictionary<string, string> Files(string dialog) =>
        ScratchDialogs.Shipped.ToDictionary(path => path, ScratchDialogs.ReadShipped).Append(new(ChangingDialog.File, dialog)).ToDictionary();

    internal void Write(string dialog) => File.WriteAllText(PathOf(ChangingDialog.File), dialog);

    /// <summary>The file is changed, and the bot has taken the change.</summary>
    internal async Task PublishAsync(string dialog)
    {
        Write(dialog);
        await Catalog.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DialogLoader.Load(Files(dialog), []).Sources.Single().Revision, Catalog.Current.Find("ubah")!.Revision);
    }

    internal async Task RestartAsync()
    {
        await app.DisposeAsync();
        await OpenAsync();
    }

    internal Task SaysAsync(string text, string person = "sari") =>
        app.Services.GetRequiredService<Turns>().ReceiveAsync(
            new IncomingMessage("uji", person, ++updates, new TextInput(text)), TestContext.Current.CancellationToken);

    /// <summary>Whoever took over from the dialog is done.</summary>
    internal async Task StaffClosesAsync(string person = "sari")
    {
        var ticket = await Database.ReadAsync(
            async session => Assert.Single(await TicketStore.OpenOfPersonAsync(session, await PersonIdAsync(session, person))),
            TestContext.Current.CancellationToken);
        Assert.True(await app.Services.GetRequiredService<TicketDesk>().CloseAsync(ticket.Id, TestContext.Current.CancellationToken));
    }

    /// <summary>The conversation as it stands in the store.</summary>
    internal Task<Conversation> StateAsync(string person = "sari") => Database.ReadAsync(
        async session => Assert.Single(await ConversationStore.OfPersonAsync(session, await PersonIdAsync(session, person))),
        TestContext.Current.CancellationToken);

    internal Task<long> PersonIdAsync(Session session, string person) =>
        session.ScalarAsync<long>("select id from person where channel = 'uji' and address = @person", new { person });

    /// <summary>Everything that the bot has said so far.</summary>
    internal Task<List<string>> SaidAsync() => Database.ReadAsync(
        async session => (await session.QueryAsync<string>("select body from outbox order by id"))
            .ConvertAll(body => Body.Read(body).Text),
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
        await remove();
    }

    private async Task OpenAsync()
    {
        app = BotHost.CreateBuilder(
        [
            $"Dialogs:Folder={folder.FullName}", $"Storage:Provider={storage.Provider}", $"Storage:ConnectionString={storage.ConnectionString}",
            "Logging:LogLevel:Default=Error",
        ]).Build();
        await BotHost.PrepareAsync(app.Services, TestContext.Current.CancellationToken);
    }

    private string PathOf(string path) => Path.Combine(folder.FullName, path);
}
