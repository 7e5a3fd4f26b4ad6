using System.Text.Json;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BelajarBot.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void The_example_shows_every_setting_with_its_default()
    {
        var example = new ConfigurationBuilder().AddJsonFile(Path.Combine(EndToEnd.RepositoryRoot.Path, "appsettings.example.json")).Build();

        foreach (var (section, type) in Settings.Sections)
        {
            var shown = example.GetSection(section).Get(type) ?? Activator.CreateInstance(type);
            Assert.Equal(JsonSerializer.Serialize(Activator.CreateInstance(type)), JsonSerializer.Serialize(shown));
            var names = type.GetProperties().Where(p => p.CanWrite || p.PropertyType.IsGenericType).Select(p => p.Name);
            var file = File.ReadAllText(Path.Combine(EndToEnd.RepositoryRoot.Path, "appsettings.example.json"));
            Assert.All(names, name => Assert.Contains($"\"{name}\"", file));
        }
    }

    [Fact]
    public void All_wrong_settings_are_told_at_once_in_words()
    {
        var wrong = Assert.Throws<SettingsException>(() => Check(
            "Telegram:Token=no-token", "Telegram:Mode=Carrier", "Sending:PerSecond=0", "Sending:PerSecnd=5", "Storage:ConnectionString=Data Source=:memory:"));

        Assert.Contains(wrong.Problems, problem => problem.StartsWith("Telegram", StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("PerSecond", StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("Sending:PerSecnd is not a setting", StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("memory", StringComparison.Ordinal));
        Assert.DoesNotContain(wrong.Problems, problem => problem.Contains("no-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Storage:Provider=MySql", "Storage:Provider is 'MySql', which cannot be read. Write Sqlite or Postgres.")]
    [InlineData("Storage:Provider=7", "Storage:Provider is '7', which cannot be read. Write Sqlite or Postgres.")]
    [InlineData("Reminders:QuietFrom=25:00", "Reminders:QuietFrom is '25:00', which cannot be read. Write a time of day, 00:00 to 23:59.")]
    [InlineData("Sending:PerSecond=many", "Sending:PerSecond is 'many', which cannot be read. Write a whole number.")]
    [InlineData("Telegram:LocalServer=ja", "Telegram:LocalServer is 'ja', which cannot be read. Write true or false.")]
    [InlineData("Reminders:TickEvery=5 seconds", "Reminders:TickEvery is '5 seconds', which cannot be read. Write hours, minutes and seconds, for example 00:05:00 (with days: 1.00:00:00).")]
    [InlineData("Foo:Bar=1", "Foo is not a section of the settings. There are: Telegram, Storage, Dialogs, Web, Sending, Privacy, Reminders, Access, Helpdesk, Broadcasts.")]
    [InlineData("Web:Url=nowhere", "Web: The Url field is not a valid fully-qualified http, https, or ftp URL")]
    public void A_wrong_setting_is_told_once_with_what_may_be_written(string setting, string problem)
    {
        var wrong = Assert.Throws<SettingsException>(() => Check(setting));

        Assert.Equal([problem], wrong.Problems);
    }

    [Fact]
    public void What_the_framework_reads_itself_is_no_mistake() => Check("Logging:LogLevel:Default=Warning", "AllowedHosts=*");

    [Fact]
    public void The_defaults_are_right() => Check();

    [Fact]
    public void Settings_come_from_the_command_line()
    {
        using var app = BotHost.CreateBuilder(["Sending:PerSecond=7", "Storage:Provider=Postgres", "Telegram:BaseUrl=http://127.0.0.1:8081/prefix"]).Build();

        Assert.Equal(7, app.Services.GetRequiredService<IOptions<SendingOptions>>().Value.PerSecond);
        Assert.Equal("http://127.0.0.1:8081/prefix", app.Services.GetRequiredService<IOptions<TelegramOptions>>().Value.BaseUrl);
        Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<StorageOptions>>().Value);
    }

    private static void Check(params string[] settings)
    {
        using var app = BotHost.CreateBuilder(settings).Build();
        Settings.Check(app.Services);
    }
}
