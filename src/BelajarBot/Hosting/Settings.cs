using System.ComponentModel;
using System.Reflection;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Channels.WebChat;
using BelajarBot.Conversations;
using BelajarBot.Helpdesk;
using BelajarBot.Privacy;
using BelajarBot.Storage;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
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
        var problems = new List<string>(UnknownSections(configuration));
        foreach (var (section, type) in Sections)
        {
            var unreadable = UnreadableValues(configuration, section, type).ToList();
            problems.AddRange(UnknownKeys(configuration, section, type));
            problems.AddRange(unreadable.Select(value => value.Problem));
            try
            {
                var options = typeof(IOptions<>).MakeGenericType(type);
                options.GetProperty("Value")!.GetValue(services.GetRequiredService(options));
            }
            catch (TargetInvocationException wrapped) when (wrapped.InnerException is OptionsValidationException invalid)
            {
                problems.AddRange(invalid.Failures.Where(failure => !unreadable.Exists(value => failure.Contains(value.Key, StringComparison.Ordinal)))
                    .Select(failure => Plain(section, failure)));
            }
            catch (TargetInvocationException wrapped) when (wrapped.InnerException is InvalidOperationException trouble)
            {
                if (unreadable.Count == 0)
                {
                    problems.Add($"{section}: {trouble.Message}");
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new SettingsException([.. problems.Distinct()]);
        }
    }

    /// <summary>
    /// Sections that nobody reads. The environment is full of variables of others, so there only one that holds a setting of ours is
    /// taken for a section that was misspelt.
    /// </summary>
    private static IEnumerable<string> UnknownSections(IConfiguration configuration)
    {
        foreach (var provider in configuration is IConfigurationRoot root ? root.Providers : [])
        {
            var isOurs = provider is JsonConfigurationProvider or CommandLineConfigurationProvider;
            if (!isOurs && provider is not EnvironmentVariablesConfigurationProvider)
            {
                continue;
            }

            foreach (var section in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!Sections.Keys.Concat(OfTheFramework).Contains(section, StringComparer.OrdinalIgnoreCase)
                    && !section.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
                    && (isOurs || provider.GetChildKeys([], section).Any(key => Sections.Values.Any(type => KeysOf(type).Contains(key, StringComparer.OrdinalIgnoreCase)))))
                {
                    yield return $"{section} is not a section of the settings. There are: {string.Join(", ", Sections.Keys)}.";
                }
            }
        }
    }

    /// <summary>What the framework reads itself.</summary>
    private static readonly string[] OfTheFramework = ["Logging", "Kestrel", "AllowedHosts", "Urls", "Environment", "ContentRoot", "ApplicationName", "$schema"];

    /// <summary>Values that are none of their kind, each with what may be written.</summary>
    private static IEnumerable<(string Key, string Problem)> UnreadableValues(IConfiguration configuration, string section, Type type)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (configuration[$"{section}:{property.Name}"] is { Length: > 0 } value && FormOf(kind) is { } form && !CanBeRead(value, kind))
            {
                yield return (property.Name, $"{section}:{property.Name} is '{value}', which cannot be read. Write {form}.");
            }
        }
    }

    /// <summary>What is written for a value of a kind; null for words, which are always readable.</summary>
    private static string? FormOf(Type kind) => kind switch
    {
        { IsEnum: true } => string.Join(" or ", Enum.GetNames(kind)),
        _ when kind == typeof(bool) => "true or false",
        _ when kind == typeof(TimeOnly) => "a time of day, 00:00 to 23:59",
        _ when kind == typeof(TimeSpan) => "hours, minutes and seconds, for example 00:05:00 (with days: 1.00:00:00)",
        _ when kind == typeof(int) || kind == typeof(long) => "a whole number",
        _ when kind == typeof(double) || kind == typeof(decimal) => "a number, with a point before its fraction",
        _ => null,
    };

    private static bool CanBeRead(string value, Type kind)
    {
        try
        {
            return TypeDescriptor.GetConverter(kind).ConvertFromInvariantString(value) is { } read && (!kind.IsEnum || Enum.IsDefined(kind, read));
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static List<string> KeysOf(Type type) =>
        [.. type.GetProperties().Where(property => property.CanWrite || property.PropertyType.IsGenericType).Select(property => property.Name)];

    private static IEnumerable<string> UnknownKeys(IConfiguration configuration, string section, Type type)
    {
        var known = KeysOf(type);
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
