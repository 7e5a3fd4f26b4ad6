using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// The real program in a process of its own, to be killed. It also ends when the test run does, however that ends: beside
/// it a shell waits for the end of its standard input, which only this process holds open.
/// </summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    // The bot takes the place of the shell, so the number and the exit code of the process are the bot's own.
    private const string Script =
        """
        exec 3<&0
        (cat <&3; read -r _ _ _ parent _ </proc/self/stat; [ "$parent" = $$ ] && kill -KILL $$) >/dev/null 2>&1 &
        exec dotnet "$@" </dev/null
        """;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "BelajarBot.dll");

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private BotProcess(IEnumerable<string> arguments)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("sh", ["-c", Script, "belajarbot", Program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its standard output so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Its standard error so far: the log, and why it ended.</summary>
    public string Errors => string.Join('\n', errors);

    /// <summary>Whether it is gone.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts any verb; it is on its own from here.</summary>
    public static BotProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Starts <c>run</c> with these settings; it is on its own from here.</summary>
    public static BotProcess Run(IEnumerable<string> settings) => new(["run", .. settings.SelectMany(setting => new[] { "--set", setting })]);

    /// <summary>Waits until it says where its health is, and returns that address.</summary>
    public async Task<Uri> ReadyAsync()
    {
        await Until.TrueAsync(() => HealthAddress().IsMatch(Output) || HasExited, "the bot started");
        return HealthAddress().Match(Output) is { Success: true } found
            ? new Uri(found.Value)
            : throw new InvalidOperationException($"The bot ended instead of starting:\n{Errors}");
    }

    /// <summary>Ends it without a word, as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Presses Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end and tells how it ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.StandardInput.Close();
        process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/readyz", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HealthAddress();
}
