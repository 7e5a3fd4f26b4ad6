using BelajarBot.Tests.Channels.WebChat;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>
/// Debian's Chromium, started once for the tests that need a browser. Nothing is downloaded: Playwright's driver
/// comes with its package.
/// </summary>
public sealed class ChromiumFixture : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim starting = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A new person's browser window: its own cookies, its own storage.</summary>
    public async Task<IBrowserContext> OpenAsync(
        int width = 360, int height = 740, string locale = "id-ID", bool isDark = false, float scale = 1)
    {
        var context = await (await BrowserAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            TimezoneId = "Asia/Jakarta",
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = scale,
            HasTouch = width < 640,
            IsMobile = width < 640,
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await starting.WaitAsync();
        try
        {
            Assert.True(
                File.Exists(Executable),
                $"The browser tests need {Executable}: run 'apt-get install chromium', or ./test, which does.");

            // A condition is waited for, so patience costs nothing where all is well.
            Assertions.SetDefaultExpectTimeout(15_000);
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                Args = Arguments,
            });
        }
        finally
        {
            starting.Release();
        }
    }
}
