using System.Reflection;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Channels.WebChat;
using BelajarBot.Conversations;
using BelajarBot.Helpdesk;
using BelajarBot.Privacy;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary>The settings are wrong; the problems say where and what to write.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception("The settings have problems.")
{
    /// <summary>All of them, in words.</summary>
    internal IReadOnlyList<string> Problems => problems;
}

/// <summary>The sections of the settings, and the check of all of them at once.</summary>
internal static class Settings
{
    /// <summary>Every section with its options: the map of <c>appsettings.example.json</c>.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>
    {
        ["Telegram"] = typeof(TelegramOptions),
        ["Storage"] = typeof(StorageOptions),
        ["Dialogs"] = typeof(DialogsOptions),
        ["Web"] = typeof(WebOptions),
        ["Sending"] = typeof(SendingOptions),
        ["Privacy"] = typeof(PrivacyOptions),
        ["Reminders"] = typeof(RemindersOptions),
        ["Access"] = typeof(AccessOptions),
        ["Helpdesk"] = typeof(HelpdeskOptions),
        ["Broadcasts"] = typeof(BroadcastsOptions),
    };

    internal static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>().BindConfiguration("Telegram").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DialogsOptions>().BindConfiguration("Dialogs").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WebOptions>().BindConfiguration("Web").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SendingOptions>().BindConfiguration("Sending").ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure<IConfiguration>((sending, configuration) =>
            {
                // Only then may several processes be told of presses. As written: what is wrong there is told there.
                if (Says(configuration, "Telegram:Mode", nameof(TelegramMode.Webhook)) && Says(configuration, "Storage:Provider", nameof(Provider.Postgres)))
                {
                    sending.LeaveToOthers();
                }
            });
        services.AddOptions<PrivacyOptions>().BindConfiguration("Privacy").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RemindersOptions>().BindConfiguration("Reminders").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AccessOptions>().BindConfiguration("Access").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HelpdeskOptions>().BindConfiguration("Helpdesk").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BroadcastsOptions>().BindConfiguration("Broadcasts").ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static bool Says(IConfiguration configuration, string key, string value) =>
        string.Equals(configuration[key], value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder with the dialogs that the settings name, for verbs that need nothing else.</summary>
    internal static async Task<string> DialogFolderAsync(IEnumerable<string> settings)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        return app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder;
    }

    /// <summary>Checks every section: unreadable values, values out of range, and keys that nobody reads.</summary>
    /// <exception cref="SettingsException">Something is wrong; it lists everything.</exception>
    internal static void Check(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var problems = new List<string>();
        foreach (var (section, type) in Sections)
        {
            problems.AddRange(UnknownKeys(configuration, section, type));
            try
            {
                var options = typeof(IOptions<>).MakeGenericType(type);
                options.GetProperty("Value")!.GetValue(services.GetRequiredService(options));
            }
            catch (TargetInvocationException wrapped) when (wrapped.InnerException is OptionsValidationException invalid)
            {
                problems.AddRange(invalid.Failures.Select(failure => Plain(section, failure)));
            }
            catch (TargetInvocationException wrapped) when (wrapped.InnerException is InvalidOperationException unreadable)
            {
                problems.Add($"{section}: {unreadable.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private static IEnumerable<string> UnknownKeys(IConfiguration configuration, string section, Type type)
    {
        var known = type.GetProperties().Where(property => property.CanWrite || property.PropertyType.IsGenericType)
            .Select(property => property.Name).ToList();
        foreach (var key in configuration.GetSection(section).GetChildren().Select(child => child.Key))
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{section}:{key} is not a setting. There are: {string.Join(", ", known)}.";
            }
        }
    }

    /// <summary>The framework's words around a failure name our classes; an operator knows only the section.</summary>
    private static string Plain(string section, string failure)
    {
        var at = failure.IndexOf("with the error: '", StringComparison.Ordinal);
        var text = at < 0 ? failure : failure[(at + "with the error: '".Length)..].TrimEnd('.', '\'');
        return text.StartsWith(section, StringComparison.Ordinal) ? text : $"{section}: {text}";
    }
}
