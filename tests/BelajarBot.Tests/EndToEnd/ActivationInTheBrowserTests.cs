using BelajarBot.Hosting;
using BelajarBot.Storage;
using BelajarBot.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>The real host with the shipped dialogs, used through its page in a real browser.</summary>
public sealed class ActivationInTheBrowserTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_newcomer_activates_an_account_on_a_small_phone()
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-web-");
        await using var app = RunVerb.Build(
        [
            $"Storage:ConnectionString=Data Source={Path.Combine(folder.FullName, "bot.db")}",
            "Web:Url=http://127.0.0.1:0", "Sending:BurstToOnePerson=1000", "Dialogs:Watch=false",
        ]);
        await RunVerb.StartAsync(app, TestContext.Current.CancellationToken);
        await using var window = await chromium.OpenAsync(360, 740);
        var page = await window.NewPageAsync();
        await page.GotoAsync(app.Urls.First());

        await PressAsync(page, "Mulai");
        await PressAsync(page, "Aktivasi akun belajar.id");
        await PressAsync(page, "Sudah tahu");
        await WriteAsync(page, "sari12@guru.sd.belajar.id");
        await PressAsync(page, "Sudah");
        await WriteAsync(page, "alhamdulillah berhasil");
        await PressAsync(page, "Sudah diganti");
        await page.ReloadAsync();
        await PressAsync(page, "Sudah aktif");
        await PressAsync(page, "Sudah Aktif");

        await Expect(page.GetByText("Akun belajar.id Anda sudah aktif")).ToBeVisibleAsync();
        Assert.Equal(
            ["aktif", "akun_ditemukan", "masuk_pertama", "sandi_diganti", "verifikasi_2_langkah"],
            await app.Services.GetRequiredService<Database>().ReadAsync(
                session => session.QueryAsync<string>("select milestone from milestone order by milestone"), TestContext.Current.CancellationToken));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"), "It scrolls sideways.");
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task PressAsync(IPage page, string label)
    {
        // Two presses at once are taken for a slip of the thumb, so a person's pause is needed between them.
        var button = page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).Last;
        await Expect(button).ToBeVisibleAsync();
        var answers = page.Locator(".bot");
        var before = await answers.CountAsync();
        await RepeatAsync(async () =>
        {
            await button.ClickAsync();
            await Expect(answers).Not.ToHaveCountAsync(before, new() { Timeout = 2000 });
        });
    }

    /// <summary>Tries again for a while, as a person would.</summary>
    private static async Task RepeatAsync(Func<Task> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await attempt();
                return;
            }
            catch (PlaywrightException) when (tries < 5)
            {
                // Once more.
            }
        }
    }

    private static async Task WriteAsync(IPage page, string text)
    {
        var answers = page.Locator(".bot");
        var before = await answers.CountAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync(text);
        await page.GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await Expect(answers).Not.ToHaveCountAsync(before);
    }
}
