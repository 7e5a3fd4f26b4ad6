using System.Diagnostics;
using BelajarBot.Tests.EndToEnd;

namespace BelajarBot.Tests.TelegramSimulation;

/// <summary>
/// The programs in <c>tests/TelegramSimulator.Clients</c>, installed once with <c>npm ci</c> under <c>obj/</c>. Where node,
/// npm or the packages are missing, whoever asks is skipped with the reason.
/// </summary>
internal static class NodeClients
{
    private static readonly Lazy<Task<(string Folder, string? Trouble)>> Installed = new(InstallAsync);

    /// <summary>Starts one of the programs; it runs until it is disposed of.</summary>
    public static async Task<NodeProgram> StartAsync(string script, params string[] arguments)
    {
        var (folder, trouble) = await Installed.Value;
        Assert.SkipUnless(trouble is null, $"The independent clients cannot be installed: {trouble}");
        return new NodeProgram(Run("node", folder, [Path.Combine(folder, script), .. arguments]));
    }

    private static async Task<(string Folder, string? Trouble)> InstallAsync()
    {
        var source = Path.Combine(RepositoryRoot.Path, "tests", "TelegramSimulator.Clients");
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "BelajarBot.Tests", "obj", "clients");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        var mark = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted)
        {
            return (folder, null);
        }

        try
        {
            // Native parts come ready made, so nothing of the packages has to run.
            using var npm = Run("npm", folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            var errors = npm.StandardError.ReadToEndAsync();
            var output = npm.StandardOutput.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            await npm.WaitForExitAsync(patience.Token);
            if (npm.ExitCode != 0)
            {
                var said = await errors + await output;

                // A lock file that does not fit its package.json is our fault, and no reason to skip.
                return said.Contains("EUSAGE", StringComparison.Ordinal)
                    ? throw new InvalidOperationException(said)
                    : (folder, string.Join(' ', said.Split('\n').Where(line => line.StartsWith("npm error", StringComparison.Ordinal)).Take(3)));
            }

            await File.WriteAllTextAsync(mark, wanted);
            return (folder, null);
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return (folder, problem.Message);
        }
    }

    private static Process Run(string program, string folder, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

/// <summary>A running program that writes lines.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    public NodeProgram(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync());

    public async Task WriteLineAsync(string line) => await process.StandardInput.WriteLineAsync(line);

    /// <summary>The next line that it writes; a program that ended instead fails the test with what it complained of.</summary>
    public async Task<string> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60))
        ?? throw new InvalidOperationException($"The program ended: {await errors}");

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
