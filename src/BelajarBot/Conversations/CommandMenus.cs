using System.Collections.Frozen;
using System.Threading.Channels;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Which commands stand in whose menu: those that an officer's capabilities need a permission for in nobody's but theirs. A
/// menu only shows; every command is checked when it comes.
/// </summary>
internal sealed class ShownCommands(IEnumerable<ICapability> capabilities)
{
    private readonly FrozenDictionary<string, ICapability> forOfficers =
        capabilities.Where(capability => capability.IsForOfficers).ToFrozenDictionary(capability => capability.Contract.Command);

    /// <summary>The commands that an officer has and others have not.</summary>
    internal IReadOnlyList<BotCommand> OwnOf(Officer officer, DialogLibrary library) => officer.Grants.Count == 0
        ? []
        : [.. library.Texts.Commands.Where(command =>
            forOfficers.TryGetValue(command.Name, out var capability) && (capability.Requires is not { } needed || officer.May(needed)))];

    /// <summary>The whole menu of somebody: their own commands first.</summary>
    internal IReadOnlyList<MenuLine> For(Officer officer, DialogLibrary library, string language) =>
    [
        .. OwnOf(officer, library).Select(command => new MenuLine(command.Name, command.Description.In(language).Source)),
        .. library.Commands(language).Where(line => !forOfficers.ContainsKey(line.Command)).Select(line => new MenuLine(line.Command, line.Description)),
    ];
}

/// <summary>The people whose menu is to be shown anew, because their language or their roles have changed.</summary>
internal sealed class ChangedMenus
{
    // Menus are a convenience: in a flood of changes the oldest is forgotten rather than memory filled.
    private readonly Channel<long> people = Channel.CreateBounded<long>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    internal void Add(long personId) => people.Writer.TryWrite(personId);

    internal IAsyncEnumerable<long> ReadAllAsync(CancellationToken cancel) => people.Reader.ReadAllAsync(cancel);
}

/// <summary>Shows people's menus anew, one after another, where their channel has any.</summary>
internal sealed partial class CommandMenus(
    Database database, DialogCatalog catalog, Officers officers, ShownCommands commands, ChangedMenus changed, IEnumerable<IChannel> channels,
    TimeProvider time, ILogger<CommandMenus> logger) : BackgroundService
{
    private readonly FrozenDictionary<string, IChannel> byName = channels.ToFrozenDictionary(channel => channel.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // No turn ever tells that somebody stands in the settings.
        foreach (var address in officers.InSettings)
        {
            await ShowAsync(
                session => session.FirstOrDefaultAsync<Reader>(
                    "select id, channel, address, language from person where channel = 'telegram' and address = @address", new { address }),
                stoppingToken);
        }

        await foreach (var personId in changed.ReadAllAsync(stoppingToken))
        {
            await ShowAsync(
                session => session.FirstOrDefaultAsync<Reader>("select id, channel, address, language from person where id = @personId", new { personId }),
                stoppingToken);
        }
    }

    private async Task ShowAsync(Func<Session, Task<Reader?>> find, CancellationToken cancel)
    {
        try
        {
            var (reader, officer) = await database.ReadAsync(
                async session => await find(session) is { } found ? (found, await officers.OfAsync(session, found.Id, time.GetUtcNow())) : (null, Officer.None),
                cancel);
            if (reader is not null && byName.TryGetValue(reader.Channel, out var channel))
            {
                await channel.ShowCommandsAsync(reader.Address, reader.Language, commands.For(officer, catalog.Current, reader.Language), cancel);
            }
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            LogNotShown(trouble);
        }
    }

    private sealed record Reader(long Id, string Channel, string Address, string Language);

    [LoggerMessage(2701, LogLevel.Warning, "A menu of commands could not be shown anew; it stays as it was until the next change")]
    private partial void LogNotShown(Exception trouble);
}
