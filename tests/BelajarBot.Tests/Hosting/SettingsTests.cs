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
