using System.Diagnostics;

namespace Benchmarks;

/// <summary>A .NET program in a process of its own, which ends with this one however this one ends.</summary>
internal sealed class ChildProcess : IDisposable
{
    // The program takes the place of the shell; a second shell waits for the end of the standard input that we hold open.
    private const string Script =
        """
        exec 3<&0
        (cat <&3; read -r _ _ _ parent _ </proc/self/stat; [ "$parent" = $$ ] && kill -KILL $$) >/dev/null 2>&1 &
        exec dotnet "$@" </dev/null >/dev/null
        """;

    private readonly Process process;

    /// <param name="program">The file beside this program.</param>
    /// <param name="arguments">What it is told.</param>
    public ChildProcess(string program, params string[] arguments) => process = Process.Start(
        new ProcessStartInfo("sh", ["-c", Script, "benchmark", Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        })!;

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The memory that it holds now, in megabytes.</summary>
    public long Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
