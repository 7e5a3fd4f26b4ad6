using System.Security.Cryptography;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Channels.WebChat;
using BelajarBot.Circulars;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Events;
using BelajarBot.Helpdesk;
using BelajarBot.Imports;
using BelajarBot.People;
using BelajarBot.Privacy;
using BelajarBot.Programs;
using BelajarBot.Progress;
using BelajarBot.Reminders;
using BelajarBot.Statistics;
using BelajarBot.Storage;
using BelajarBot.Submissions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary>Puts the program together.</summary>
internal static class BotHost
{
    /// <summary>Whatever answers a command, with what its file in <c>dialogs/commands/</c> must have.</summary>
    internal static readonly IReadOnlyList<(Type Capability, CommandContract Contract)> Capabilities =
    [
        (typeof(ProfileCommand), ProfileCommand.Contract),
        (typeof(SchoolCommand), SchoolCommand.Contract),
        (typeof(ProgressCommand), ProgressCommand.Contract),
        (typeof(ReminderCommand), ReminderCommand.Contract),
        (typeof(ProgramCommand), ProgramCommand.Contract),
        (typeof(PrivacyCommand), PrivacyCommand.Contract),
        (typeof(ExportCommand), ExportCommand.Contract),
        (typeof(CorrectCommand), CorrectCommand.Contract),
        (typeof(EraseCommand), EraseCommand.Contract),
        (typeof(ScheduleCommand), ScheduleCommand.Contract),
        (typeof(RolesCommand), RolesCommand.Contract),
        (typeof(AuditCommand), AuditCommand.Contract),
        (typeof(AskHumanCommand), AskHumanCommand.Contract),
        (typeof(OwnQuestionsCommand), OwnQuestionsCommand.Contract),
        (typeof(OfficerMenuCommand), OfficerMenuCommand.Contract),
        (typeof(TicketsCommand), TicketsCommand.Contract),
        (typeof(BroadcastCommand), BroadcastCommand.Contract),
        (typeof(StatisticsCommand), StatisticsCommand.Contract),
        (typeof(ExportFiguresCommand), ExportFiguresCommand.Contract),
        (typeof(ContactCommand), ContactCommand.Contract),
        (typeof(SubmissionCommand), SubmissionCommand.Contract),
        (typeof(EventCommand), EventCommand.Contract),
        (typeof(AttendCommand), AttendCommand.Contract),
        (typeof(CircularCommand), CircularCommand.Contract),
    ];

    /// <summary>What the files in <c>dialogs/commands/</c> must have, for verbs that only read them.</summary>
    internal static IReadOnlyList<CommandContract> Contracts => [.. Capabilities.Select(each => each.Contract)];

    /// <summary>A builder with the settings, the log and the bot itself; channels are added by the verbs.</summary>
    /// <param name="settings">Settings from the command line, each <c>Section:Key=value</c>.</param>
    internal static WebApplicationBuilder CreateBuilder(IEnumerable<string> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. settings.Select(s => $"--{s}")] });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "HH:mm:ss ";
            options.ColorBehavior = LoggerColorBehavior.Default;
        });
        // Results go to standard output, the log to standard error.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Logging.AddRedaction();
        builder.Services.AddSettings().AddBot();
        return builder;
    }

    /// <summary>Everything between a channel and the store: what <c>run</c> uses, and what transcripts are played through.</summary>
    internal static IServiceCollection AddBot(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<OpenDatabase>();
        services.AddSingleton(provider => provider.GetRequiredService<OpenDatabase>().Database);
        services.AddSingleton(new DialogLoads());
        services.AddSingleton<DialogCatalog>();
        services.AddSingleton(provider => new Lease(
            provider.GetRequiredService<Database>(),
            provider.GetService<BotApiClient>() is { } telegram ? $"telegram:{telegram.BotId}" : null,
            provider.GetRequiredService<IOptions<SendingOptions>>().Value.Lease,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Lease>>()));
        services.AddSingleton(provider =>
        {
            // The lease is named after the bot, whose client has this pace.
            var lease = new Lazy<Lease>(provider.GetRequiredService<Lease>);
            var sending = provider.GetRequiredService<IOptions<SendingOptions>>().Value;
            return new CallPace(sending.PerSecond, provider.GetRequiredService<TimeProvider>(), () => lease.Value.IsHeld, sending.PerSecondElsewhere);
        });
        services.AddSingleton(provider => new FileFolder(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Files));
        services.AddSingleton<Sender>();
        services.AddSingleton<Turns>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<Retention>();
        services.AddSingleton<IEffectHandler, Outbox>();
        services.AddSingleton<IEffectHandler, Milestones>();
        services.AddSingleton<IEffectHandler, Enrolments>();
        services.AddSingleton<IEffectHandler, SaveFieldHandler>();
        services.AddSingleton<IEffectHandler, ChooseLanguageHandler>();
        services.AddSingleton<IEffectHandler, SetSendingHandler>();
        services.AddSingleton<IEffectHandler, RememberSourceHandler>();
        services.AddSingleton<IEffectHandler, ConsentHistory>();
        services.AddSingleton<IEffectHandler, AskCapabilityHandler>();
        services.AddSingleton<IEffectHandler, RemindHandler>();
        services.AddSingleton<IEffectHandler, MissReminderHandler>();
        services.AddSingleton<IEffectHandler, KeepEnrolmentHandler>();
        services.AddSingleton<IEffectHandler, AnswerEnrolmentHandler>();
        services.AddSingleton<IEffectHandler, DelayReminderHandler>();
        services.AddSingleton<IEffectHandler, OpenTicketHandler>();
        services.AddSingleton<IEffectHandler, PassToTicketHandler>();
        services.AddSingleton<IEffectHandler, KeptQuestions>();
        services.AddSingleton<TicketRouting>();
        services.AddSingleton<TicketNotices>();
        services.AddSingleton<IEffectHandler, SubmitHandler>();
        services.AddSingleton<TicketDesk>();
        services.AddSingleton<Officers>();
        services.AddSingleton<ClaimCode>();
        services.AddSingleton(new RandomLetters(RandomNumberGenerator.GetString));
        services.AddSingleton<ShownCommands>();
        services.AddSingleton<ChangedMenus>();
        services.AddSingleton<CountHints>();

        foreach (var (capability, _) in Capabilities)
        {
            services.AddSingleton(typeof(ICapability), capability);
        }

        // What is due at the same moment is done in this order where one looks at all of it, as transcripts do.
        services.AddSingleton<DueLook>();
        services.AddDueWork<Escalation>();
        services.AddDueWork<DueConversations>();
        services.AddDueWork<DueEnrolments>();
        services.AddDueWork<PersonalReminderClock>();
        services.AddDueWork<SubmissionClock>();
        services.AddDueWork<Events.Events>();
        services.AddDueWork<Circulars.Circulars>();
        services.AddDueWork<BroadcastCounts>();
        services.AddDueWork<Broadcasts.Broadcasts>();
        services.AddDueWork<EndedRoles>();
        services.AddDueWork<SlowFigures>();
        services.AddDueWork<Digests>();
        services.AddDueWork<PeopleExports>();
        services.AddDueWork<ContactFiles>();
        services.AddDueWork<CounterFold>();

        // Services stop in the reverse order: what takes messages first, what sends them last, and then others may lead.
        services.AddHostedService(provider => provider.GetRequiredService<Lease>());
        services.AddHostedService(provider => provider.GetRequiredService<Sender>());
        services.AddHostedService<CommandMenus>();
        services.AddHostedService<HintedCounts>();
        services.AddHostedService<DialogWatcher>();
        return services;
    }

    /// <summary>The same one for whoever asks for it by name and for whoever looks at all work.</summary>
    private static void AddDueWork<TWork>(this IServiceCollection services)
        where TWork : class, IDueWork
    {
        services.AddSingleton<TWork>();
        services.AddSingleton<IDueWork>(provider => provider.GetRequiredService<TWork>());
    }

    internal static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        services.AddSingleton<BotApiClient>();
        services.AddSingleton<UploadedFiles>();
        services.AddSingleton<TelegramFiles>();
        services.AddSingleton<TelegramPoller>();
        services.AddSingleton<TelegramWebhook>();
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<IUpdateSource>(provider =>
            provider.GetRequiredService<IOptions<TelegramOptions>>().Value.Mode == TelegramMode.Webhook
                ? provider.GetRequiredService<TelegramWebhook>()
                : provider.GetRequiredService<TelegramPoller>());
        services.AddSingleton<CommandMenu>();
        services.AddSingleton<AnsweredQuestions>();
        services.AddHostedService(provider => provider.GetRequiredService<AnsweredQuestions>());
        services.AddSingleton(provider => new TelegramChannel(
            provider.GetRequiredService<BotApiClient>(),
            provider.GetRequiredService<TelegramFiles>(),
            provider.GetRequiredService<IOptions<TelegramOptions>>().Value.MarkAnswers ? provider.GetRequiredService<AnsweredQuestions>() : null,
            provider.GetRequiredService<CommandMenu>()));
        services.AddSingleton<IChannel>(provider =>
            new MeasuredChannel(provider.GetRequiredService<TelegramChannel>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<InboundLimit>();
        services.AddHostedService<TelegramService>();
        return services;
    }

    /// <summary>Checks the settings, opens the database and loads the dialogs, in this order, before anything runs.</summary>
    internal static async Task PrepareAsync(IServiceProvider services, CancellationToken cancel)
    {
        Settings.Check(services);
        await services.GetRequiredService<OpenDatabase>().OpenAsync(cancel);
        await services.GetRequiredService<DialogCatalog>().LoadAsync(cancel);
    }

    internal static void MapWeb(this WebApplication app)
    {
        app.MapHealth();
        if (app.Services.GetService<IUpdateSource>() is TelegramWebhook)
        {
            var webhook = app.Services.GetRequiredService<WebhookEndpoint>();
            app.MapPost(webhook.Path, webhook.HandleAsync);

            // The web server waits for posts that are under way before anything else stops; this bounds how long.
            app.Lifetime.ApplicationStopping.Register(webhook.Close);
        }

        if (app.Services.GetService<WebChatChannel>() is not null)
        {
            app.MapWebChat(
                app.Services.GetRequiredService<Turns>().ReceiveAsync,
                (address, language, cancel) => WebCommandsAsync(app.Services, address, language, cancel),
                (address, before, cancel) => WebRedactorAsync(app.Services, address, before, cancel),
                app.Services.GetRequiredService<DemoPeople>().CastForPage());
        }
    }

    /// <summary>
    /// Words before them announce a secret, or the bot's question does, which the person's row remembers; the row may still be on
    /// its way when the next words are there.
    /// </summary>
    private static async Task<Func<string, string>> WebRedactorAsync(IServiceProvider services, string address, string? before, CancellationToken cancel)
    {
        var announced = before is null ? null : SecretDetector.Announced(before);
        announced ??= (SecretKind?)await services.GetRequiredService<Database>().ReadAsync(
            session => session.FirstOrDefaultAsync<long?>("select announced from person where channel = 'web' and address = @address", new { address }), cancel);
        return text => ArrivedText.Redact(text, announced);
    }

    /// <summary>The menu of commands of the person behind a page; of somebody who has not said anything yet, everyone's.</summary>
    private static async Task<IReadOnlyList<WebCommand>> WebCommandsAsync(IServiceProvider services, string? address, string language, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var officer = address is null ? Officer.None : await services.GetRequiredService<Database>().ReadAsync(
            async session => await session.FirstOrDefaultAsync<long?>("select id from person where channel = 'web' and address = @address", new { address }) is { } id
                ? await services.GetRequiredService<Officers>().OfAsync(session, id, now)
                : Officer.None,
            cancel);
        return [.. services.GetRequiredService<ShownCommands>().For(officer, services.GetRequiredService<DialogCatalog>().Current, language)
            .Select(line => new WebCommand($"/{line.Command}", line.Description))];
    }
}

/// <summary>The database once it is open: opening takes time and can fail in words, which a constructor should not.</summary>
internal sealed class OpenDatabase(IOptions<StorageOptions> options, TimeProvider time) : IAsyncDisposable
{
    private Database? database;

    internal Database Database => database ?? throw new InvalidOperationException("The database is not open yet.");

    internal async Task OpenAsync(CancellationToken cancel) => database ??= await Database.OpenAsync(options.Value, time, cancel);

    /// <summary>Opens what is there, for verbs that only look: a path with a slip in it makes no empty database of which all is well.</summary>
    /// <exception cref="StorageException">There is none.</exception>
    internal async Task OpenExistingAsync(CancellationToken cancel)
    {
        options.Value.MustExist();
        await OpenAsync(cancel);
    }

    /// <summary>Opens it to be read, beside a bot that runs.</summary>
    internal void OpenToRead() => database ??= Database.ConnectToRead(options.Value);

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }
}
